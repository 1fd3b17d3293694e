namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>The packed format, bit by bit: value i in bits [i b, (i + 1) b), little-endian, mod 2^b.</summary>
internal static class PackedIntegers
{
    public static byte[] Pack(ReadOnlySpan<int> values, int bits)
    {
        var packed = new byte[(((long)values.Length * bits) + 7) / 8];
        for (var i = 0; i < values.Length; i++)
        {
            for (var bit = 0; bit < bits; bit++)
            {
                var place = ((long)i * bits) + bit;
                packed[place / 8] |= (byte)(((values[i] >> bit) & 1) << (int)(place % 8));
            }
        }

        return packed;
    }

    /// <summary>Values in [-2^(b-1), 2^(b-1)).</summary>
    public static int[] Unpack(ReadOnlySpan<byte> packed, int count, int bits)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            var value = 0L;
            for (var bit = 0; bit < bits; bit++)
            {
                var place = ((long)i * bits) + bit;
                value |= (long)((packed[(int)(place / 8)] >> (int)(place % 8)) & 1) << bit;
            }

            values[i] = (int)(value << (64 - bits) >> (64 - bits));
        }

        return values;
    }

    /// <summary>Sum mod 2^b of packed vectors, packed.</summary>
    public static byte[] Sum(IEnumerable<byte[]> addends, int count, int bits)
    {
        var sums = new int[count];
        foreach (var addend in addends)
        {
            var values = Unpack(addend, count, bits);
            for (var i = 0; i < count; i++)
            {
                sums[i] += values[i];
            }
        }

        return Pack(sums, bits);
    }
}
