using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Keystream;

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
    /// <summary>Fills with the numbers from a coordinate on.</summary>
    internal void Read(long firstCoordinate, Span<uint> numbers)
    {
        Span<byte> key = stackalloc byte[ChaCha20.KeyBytes];
        Span<byte> nonce = stackalloc byte[ChaCha20.NonceBytes];
        WriteStream(key, nonce);
        ChaCha20.Keystream(key, nonce, firstCoordinate * sizeof(uint), MemoryMarshal.AsBytes(numbers));
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
        WriteStream(key, nonce);
        return new ChaChaState(key, nonce);
    }

    private void WriteStream(Span<byte> key, Span<byte> nonce)
    {
        Seed.CopyTo(key);
        BinaryPrimitives.WriteUInt32LittleEndian(nonce, Attempt);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[sizeof(uint)..], Vector);
    }
}
