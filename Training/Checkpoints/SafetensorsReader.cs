using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tapestry.Training.Checkpoints;

/// <summary>
/// Reads a safetensors file (github.com/huggingface/safetensors): 8-byte little-endian header length, JSON header,
/// tensors. Opening checks the whole header against the file's size; tensors are read on request.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private readonly FileStream stream;
    private readonly string path;
    private readonly long dataStart;

    private SafetensorsReader(string path, FileStream stream)
    {
        this.path = path;
        this.stream = stream;
        var header = ReadHeader();
        dataStart = sizeof(long) + header.Length;
        (Entries, Metadata) = SafetensorsHeader.Parse(header, stream.Length - dataStart);
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The file's <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="SafetensorsException">The file is malformed; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsReader Open(string path)
    {
        var stream = File.OpenRead(path);
        try
        {
            return new SafetensorsReader(path, stream);
        }
        catch (SafetensorsException error)
        {
            stream.Dispose();
            throw new SafetensorsException($"{path}: {error.Message}.", error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads one tensor as float32.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="values">Receives the elements, row-major.</param>
    /// <exception cref="ArgumentException">The span's length is not the tensor's.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(SafetensorsEntry entry, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (values.Length != entry.Length)
        {
            throw new ArgumentException(
                $"{path}: tensor \"{entry.Name}\" has {entry.Length:N0} elements; the span has {values.Length:N0}.", nameof(values));
        }

        stream.Position = dataStart + entry.Begin;
        if (entry.Type == SafetensorsType.F32)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values));
            return;
        }

        var stored = new ushort[values.Length];
        stream.ReadExactly(MemoryMarshal.AsBytes(stored.AsSpan()));
        BFloat16Codec.Decode(stored, values);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private byte[] ReadHeader()
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new SafetensorsException($"{stream.Length} bytes; a safetensors file has at least 8");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var most = (ulong)Math.Min(SafetensorsFormat.MaxHeaderBytes, stream.Length - sizeof(long));
        if (length > most)
        {
            throw new SafetensorsException($"the header is said to have {length:N0} bytes; it can have at most {most:N0}");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }
}
