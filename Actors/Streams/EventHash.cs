using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tapestry.Actors;

/// <summary>
/// The hash that links an event to the one before it: SHA-256 (FIPS 180-4) of, in order,
/// <list type="number">
/// <item>the ASCII bytes <c>tapestry.event</c> and one byte with the layout version, 1;</item>
/// <item>the previous event's hash, 32 bytes, all zero for the first event of a stream;</item>
/// <item>the stream name, as UTF-8 after its length in bytes;</item>
/// <item>the sequence number, unsigned 64 bits;</item>
/// <item>the event name, as UTF-8 after its length in bytes;</item>
/// <item>the recorded time, signed 64 bits, microseconds since 1970-01-01T00:00:00Z;</item>
/// <item>the payload bytes after their length.</item>
/// </list>
/// Every integer is little-endian and every length is unsigned 32 bits.
/// </summary>
public static class EventHash
{
    /// <summary>Size of a hash.</summary>
    public const int SizeBytes = SHA256.HashSizeInBytes;

    /// <summary>Version of the layout.</summary>
    public const byte LayoutVersion = 1;

    private const int StackLimitBytes = 1024;

    private static ReadOnlySpan<byte> Domain => "tapestry.event"u8;

    /// <summary>Hash of an event.</summary>
    /// <param name="previous">32 bytes.</param>
    /// <param name="stream"><c>type/key</c>.</param>
    /// <param name="sequence">1 for the first event of a stream.</param>
    /// <param name="name">Registered event name.</param>
    /// <param name="recordedAt">Its whole microseconds are hashed.</param>
    /// <param name="payload">UTF-8 JSON exactly as stored.</param>
    public static byte[] Compute(
        ReadOnlySpan<byte> previous, string stream, long sequence, string name, DateTimeOffset recordedAt,
        ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(previous.Length, SizeBytes);
        var size = Domain.Length + 1 + SizeBytes + (3 * sizeof(uint)) + (2 * sizeof(long))
            + Encoding.UTF8.GetByteCount(stream) + Encoding.UTF8.GetByteCount(name) + payload.Length;
        var layout = size <= StackLimitBytes ? stackalloc byte[size] : new byte[size];
        var rest = layout;
        Put(ref rest, Domain);
        Put(ref rest, [LayoutVersion]);
        Put(ref rest, previous);
        PutText(ref rest, stream);
        PutInt64(ref rest, sequence);
        PutText(ref rest, name);
        PutInt64(ref rest, Microseconds.FromTime(recordedAt));
        PutLength(ref rest, payload.Length);
        Put(ref rest, payload);
        return SHA256.HashData(layout);
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static void PutText(ref Span<byte> rest, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[sizeof(uint)..]);
        PutLength(ref rest, length);
        rest = rest[length..];
    }

    private static void PutLength(ref Span<byte> rest, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)length);
        rest = rest[sizeof(uint)..];
    }

    private static void PutInt64(ref Span<byte> rest, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(rest, value);
        rest = rest[sizeof(long)..];
    }
}
