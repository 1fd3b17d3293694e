using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// The random numbers of one rounding of one vector, from the ChaCha20 keystream of the seed under the nonce of attempt
/// (4 bytes, little-endian) and vector (8 bytes, little-endian), taken as little-endian 16-bit numbers: coordinate i has
/// number i first, and where that ties number 2^36 + i.
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Vector">Which vector of the seed's owner, such as the index of a shard; never twice for two vectors.</param>
/// <param name="Attempt">Which rounding of it, from 0.</param>
public readonly record struct RoundingDraw(RoundingSeed Seed, ulong Vector = 0, uint Attempt = 0)
{
    // Half the stream: no vector is so long that its first numbers reach it.
    private const long SecondNumbers = ChaCha20.StreamBytes / 2;

    /// <summary>Fills with the first numbers from a coordinate on, and meanwhile asks for as many bytes from another place.</summary>
    internal unsafe void ReadFirst(long coordinate, Span<ushort> numbers, void* ahead = null)
    {
        KeystreamSlice.Write(
            Stream(), coordinate * sizeof(ushort), MemoryMarshal.AsBytes(numbers), SimdWidths.Widest, (byte*)ahead);
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
    }

    /// <summary>The second number of a coordinate.</summary>
    internal unsafe uint Second(long coordinate)
    {
        Span<byte> number = stackalloc byte[sizeof(ushort)];
        KeystreamSlice.Write(Stream(), SecondNumbers + (coordinate * sizeof(ushort)), number, SimdWidths.Widest);
        return BinaryPrimitives.ReadUInt16LittleEndian(number);
    }

    /// <summary>The stream that the numbers are taken from.</summary>
    internal ChaChaState Stream()
    {
        Span<byte> key = stackalloc byte[ChaCha20.KeyBytes];
        Span<byte> nonce = stackalloc byte[ChaCha20.NonceBytes];
        Seed.CopyTo(key);
        BinaryPrimitives.WriteUInt32LittleEndian(nonce, Attempt);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[sizeof(uint)..], Vector);
        return new ChaChaState(key, nonce);
    }
}
