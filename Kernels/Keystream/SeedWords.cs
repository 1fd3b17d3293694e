using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Keystream;

/// <summary>32 bytes as an unmanaged value, so that range kernels can hold a seed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SeedWords
{
    private readonly ulong word0;
    private readonly ulong word1;
    private readonly ulong word2;
    private readonly ulong word3;

    /// <exception cref="LengthMismatchException">There are not 32 bytes.</exception>
    public SeedWords(ReadOnlySpan<byte> bytes)
    {
        LengthMismatchException.ThrowUnlessEqual(bytes.Length, ChaCha20.KeyBytes);
        word0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        word1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        word2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        word3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    /// <exception cref="LengthMismatchException">The destination has not 32 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        LengthMismatchException.ThrowUnlessEqual(destination.Length, ChaCha20.KeyBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, word0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], word1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], word2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], word3);
    }
}
