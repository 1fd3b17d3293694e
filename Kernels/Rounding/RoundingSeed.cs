using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// The 32 bytes that decide stochastic rounding. Secret where noise protects the result, and never shown: take them
/// from the operating system, or from a seed where a run must repeat.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RoundingSeed
{
    /// <summary>Bytes of a seed.</summary>
    public const int ByteLength = 32;

    private readonly ulong word0;
    private readonly ulong word1;
    private readonly ulong word2;
    private readonly ulong word3;

    /// <summary>Takes the bytes.</summary>
    /// <param name="bytes">32 bytes.</param>
    /// <exception cref="LengthMismatchException">There are not 32.</exception>
    public RoundingSeed(ReadOnlySpan<byte> bytes)
    {
        LengthMismatchException.ThrowUnlessEqual(bytes.Length, ByteLength);
        word0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        word1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        word2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        word3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>Not the bytes.</summary>
    public override string ToString() => nameof(RoundingSeed);

    internal void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, word0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], word1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], word2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], word3);
    }
}
