using System.Numerics;

namespace Tapestry.Kernels.Tests.Packing;

/// <summary>Packing by the definition, one bit at a time.</summary>
internal static class PackingOracle
{
    public static byte[] Pack(IReadOnlyList<int> values, int bits)
    {
        var packed = new byte[(((long)values.Count * bits) + 7) / 8];
        for (var i = 0; i < values.Count; i++)
        {
            for (var k = 0; k < bits; k++)
            {
                var position = ((long)i * bits) + k;
                packed[position / 8] |= (byte)(((values[i] >> k) & 1) << (int)(position % 8));
            }
        }

        return packed;
    }

    /// <summary>Value i in [0, 2^b).</summary>
    public static long Field(byte[] packed, int i, int bits)
    {
        var field = 0L;
        for (var k = 0; k < bits; k++)
        {
            var position = ((long)i * bits) + k;
            field |= (long)((packed[position / 8] >> (int)(position % 8)) & 1) << k;
        }

        return field;
    }

    /// <summary>The representative of a value mod 2^b in [-2^(b-1), 2^(b-1)).</summary>
    public static int Centred(BigInteger value, int bits)
    {
        var modulus = BigInteger.One << bits;
        var half = modulus / 2;
        return (int)((((value + half) % modulus) + modulus) % modulus - half);
    }

    /// <summary>Fails at the first element that differs; much faster than a comparison of collections.</summary>
    public static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : IEquatable<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        var common = expected.CommonPrefixLength(actual);
        Assert.True(common == expected.Length, $"Element {common} differs.");
    }

    public static int[] AnyInts(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (int)(uint)random.NextInt64(1L << 32))];
    }
}
