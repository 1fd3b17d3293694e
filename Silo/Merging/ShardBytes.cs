using System.Runtime.InteropServices;

namespace Tapestry.Silo.Merging;

/// <summary>Shards and optimizer states as blobs: raw little-endian float32.</summary>
internal static class ShardBytes
{
    public static ReadOnlySpan<float> AsFloats(ReadOnlyMemory<byte> bytes, int length, string what) =>
        bytes.Length == (long)length * sizeof(float)
            ? MemoryMarshal.Cast<byte, float>(bytes.Span)
            : throw new InvalidDataException($"{what} has {bytes.Length} bytes; {(long)length * sizeof(float)} were expected.");

    public static byte[] ToBytes(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();
}
