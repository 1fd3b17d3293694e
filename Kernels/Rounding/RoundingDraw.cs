using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// The random numbers of one rounding of one vector: number i is the little-endian 32-bit word i of the ChaCha20
/// keystream of the seed, under the nonce of attempt (4 bytes, little-endian) and vector (8 bytes, little-endian).
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Vector">Which vector of the seed's owner, such as the index of a shard; never twice for two vectors.</param>
/// <param name="Attempt">Which rounding of it, from 0.</param>
public readonly record struct RoundingDraw(RoundingSeed Seed, ulong Vector = 0, uint Attempt = 0)
{
    /// <summary>Fills with the numbers from a coordinate on, and meanwhile asks for as many bytes from another place.</summary>
    internal unsafe void Read(long firstCoordinate, Span<uint> numbers, void* ahead = null)
    {
        KeystreamSlice.Write(
            Stream(), firstCoordinate * sizeof(uint), MemoryMarshal.AsBytes(numbers), SimdWidths.Widest, (byte*)ahead);
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
    }

    /// <summary>The stream that the numbers are words of.</summary>
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
