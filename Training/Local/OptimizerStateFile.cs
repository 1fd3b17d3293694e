using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tapestry.Kernels.Files;

namespace Tapestry.Training.Local;

/// <summary>
/// Optimizer state on disk, little-endian: magic <c>TAPOPT</c> and version (8 bytes), steps taken (8), length (8),
/// first moment, second moment (float32 each), SHA-256 of everything before it (32).
/// </summary>
public static class OptimizerStateFile
{
    /// <summary>The version written; others are refused.</summary>
    public const ushort Version = 1;

    private const int HeaderBytes = 24;

    private static ReadOnlySpan<byte> Magic => "TAPOPT"u8;

    /// <summary>Writes the state whole: the file is the old one or the new one, also after a crash.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Save(string path, OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        AtomicFile.Write(path, stream =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> header = stackalloc byte[HeaderBytes];
            Magic.CopyTo(header);
            BinaryPrimitives.WriteUInt16LittleEndian(header[6..], Version);
            BinaryPrimitives.WriteInt64LittleEndian(header[8..], state.Step);
            BinaryPrimitives.WriteInt64LittleEndian(header[16..], state.Length);
            Write(stream, hash, header);
            Write(stream, hash, MemoryMarshal.AsBytes(state.FirstMoment));
            Write(stream, hash, MemoryMarshal.AsBytes(state.SecondMoment));
            stream.Write(hash.GetHashAndReset());
        });
    }

    /// <summary>Reads the state of a model of <paramref name="length"/> parameters.</summary>
    /// <exception cref="OptimizerStateException">The file is no such state, is of another version or model, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OptimizerState Load(string path, int length)
    {
        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[HeaderBytes];
        Read(path, stream, hash, header);
        var state = new OptimizerState(length) { Step = CheckHeader(path, header, stream.Length, length) };
        Read(path, stream, hash, MemoryMarshal.AsBytes(state.FirstMoment));
        Read(path, stream, hash, MemoryMarshal.AsBytes(state.SecondMoment));
        var expected = hash.GetHashAndReset();
        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(stored);
        return stored.SequenceEqual(expected)
            ? state
            : throw new OptimizerStateException($"{path}: the SHA-256 does not match; the file is damaged. Restore it or train on from a new state.");
    }

    /// <returns>Steps taken.</returns>
    private static long CheckHeader(string path, ReadOnlySpan<byte> header, long bytes, int length)
    {
        if (!header.StartsWith(Magic))
        {
            throw new OptimizerStateException($"{path}: not an optimizer state (it does not start with TAPOPT).");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        var step = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        var stored = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        var expected = HeaderBytes + (2L * sizeof(float) * length) + SHA256.HashSizeInBytes;
        return (version, stored, bytes) switch
        {
            (not Version, _, _) => throw new OptimizerStateException(
                $"{path}: version {version}; this program reads version {Version}."),
            (_, var other, _) when other != length => throw new OptimizerStateException(
                $"{path}: {other:N0} parameters; the model has {length:N0}."),
            (_, _, var size) when size != expected => throw new OptimizerStateException(
                $"{path}: {size:N0} bytes; a state of {length:N0} parameters has {expected:N0}. The file is cut short or has a tail."),
            _ when step < 0 => throw new OptimizerStateException($"{path}: {step} steps taken; it must be 0 or more."),
            _ => step,
        };
    }

    private static void Write(FileStream stream, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }

    private static void Read(string path, FileStream stream, IncrementalHash hash, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new OptimizerStateException($"{path}: {stream.Length:N0} bytes; the file is cut short.");
        }

        hash.AppendData(bytes);
    }
}
