using System.Buffers.Binary;
using System.Numerics;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.Tests.Rounding;

/// <summary>Stochastic rounding by its definition, in exact rational arithmetic.</summary>
internal static class RoundingOracle
{
    public static RoundingSeed Seed { get; } = new(Key);

    private static byte[] Key => [.. Enumerable.Range(101, 32).Select(i => (byte)i)];

    public static int[] Round(float[] values, float scale, ulong vector = 0, uint attempt = 0) =>
        [.. values.Zip(Draws(values.Length, vector, attempt), (value, u) => Round(value * scale, u))];

    public static int Round(float y, uint u)
    {
        // y = numerator / 2^149 for every finite float.
        var bits = BitConverter.SingleToInt32Bits(y);
        var exponent = (bits >> 23) & 0xFF;
        BigInteger numerator = exponent == 0 ? bits & 0x7F_FFFF : (bits & 0x7F_FFFF) | 0x80_0000;
        numerator = (bits < 0 ? -numerator : numerator) << Math.Max(exponent - 1, 0);
        var floor = numerator >> 149;
        var threshold = (numerator - (floor << 149)) >> (149 - 32);
        return (int)(floor + (u < threshold ? 1 : 0));
    }

    /// <summary>All 32 bits of each draw: the upper half at the coordinate's place, the lower in the stream's second half.</summary>
    private static uint[] Draws(int count, ulong vector, uint attempt)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(nonce, attempt);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce.AsSpan(4), vector);
        var (upper, lower) = (new byte[2 * count], new byte[2 * count]);
        ChaCha20.Keystream(Key, nonce, 0, upper);
        ChaCha20.Keystream(Key, nonce, 1L << 37, lower);
        return [.. Enumerable.Range(0, count).Select(i => (Number(upper, i) << 16) | Number(lower, i))];
    }

    private static uint Number(byte[] stream, int index) => BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(2 * index));
}
