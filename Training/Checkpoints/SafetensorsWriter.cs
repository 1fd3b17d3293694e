using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Files;
using Tapestry.Training.Models;

namespace Tapestry.Training.Checkpoints;

/// <summary>Writes the slices of a flat vector as a safetensors file, in the order of the layout.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes the file whole or not at all; the same input gives the same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Names, shapes and offsets.</param>
    /// <param name="values">The flat vector, as long as the layout.</param>
    /// <param name="type">How numbers are stored.</param>
    /// <param name="metadata">Written as <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">The vector's length is not the layout's.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static unsafe void Write(
        string path,
        ParameterLayout layout,
        ReadOnlySpan<float> values,
        SafetensorsType type,
        IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(metadata);
        if (values.Length != layout.TotalCount)
        {
            throw new ArgumentException($"The layout has {layout.TotalCount:N0} parameters, the vector {values.Length:N0}.", nameof(values));
        }

        var size = SafetensorsFormat.BytesOf(type);
        var entries = layout.Entries.Select(entry => new SafetensorsEntry(
            entry.Name, type, [.. entry.Shape.Select(length => (long)length)],
            (long)entry.Offset * size, ((long)entry.Offset + entry.Length) * size));
        var header = SafetensorsHeader.Format(entries, metadata);
        fixed (float* first = values)
        {
            var data = (nint)first;
            var length = values.Length;
            AtomicFile.Write(path, stream =>
            {
                Span<byte> prefix = stackalloc byte[sizeof(ulong)];
                BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
                stream.Write(prefix);
                stream.Write(header);
                WriteValues(stream, new ReadOnlySpan<float>((float*)data, length), type);
            });
        }
    }

    private static void WriteValues(FileStream stream, ReadOnlySpan<float> values, SafetensorsType type)
    {
        if (type == SafetensorsType.F32)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        var rounded = new ushort[Math.Min(values.Length, 1 << 16)];
        for (; values.Length > 0; values = values[Math.Min(values.Length, rounded.Length)..])
        {
            var part = values[..Math.Min(values.Length, rounded.Length)];
            BFloat16Codec.Encode(part, rounded);
            stream.Write(MemoryMarshal.AsBytes(rounded.AsSpan(0, part.Length)));
        }
    }
}
