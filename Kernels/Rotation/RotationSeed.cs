using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Rotation;

/// <summary>The 32 public bytes that decide the signs of a rotation. All sites of a round use the same.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RotationSeed
{
    /// <summary>Bytes of a seed.</summary>
    public const int ByteLength = 32;

    private readonly ulong word0;
    private readonly ulong word1;
    private readonly ulong word2;
    private readonly ulong word3;

    /// <summary>Takes the bytes.</summary>
    /// <param name="bytes">32 bytes; public, so any source that all sites agree on.</param>
    /// <exception cref="LengthMismatchException">There are not 32.</exception>
    public RotationSeed(ReadOnlySpan<byte> bytes)
    {
        LengthMismatchException.ThrowUnlessEqual(bytes.Length, ByteLength);
        word0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        word1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        word2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        word3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    public void CopyTo(Span<byte> destination)
    {
        LengthMismatchException.ThrowUnlessEqual(destination.Length, ByteLength);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, word0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], word1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], word2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], word3);
    }

    /// <summary>The bytes as 64 lowercase hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
