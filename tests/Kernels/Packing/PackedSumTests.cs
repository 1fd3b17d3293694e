using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.Packing;

public sealed class PackedSumTests
{
    private static readonly int[] Lengths = [0, 1, 2, 7, 16, 33, 64, 127, 511, 1023, 4097];

    public static TheoryData<int> Widths => [.. Enumerable.Range(BitWidth.Min, BitWidth.Max)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_field_is_added_and_subtracted_mod_two_to_the_bits(int bits)
    {
        foreach (var length in Lengths)
        {
            var (left, right) = (PackingOracle.AnyInts(length, 1), PackingOracle.AnyInts(length, 2));
            var sum = PackingOracle.Pack([.. left.Zip(right, (a, b) => unchecked(a + b))], bits);
            var difference = PackingOracle.Pack([.. left.Zip(right, (a, b) => unchecked(a - b))], bits);
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                PackingOracle.AssertSame<byte>(sum, Apply<FieldAddition>(left, right, bits, width));
                PackingOracle.AssertSame<byte>(difference, Apply<FieldSubtraction>(left, right, bits, width));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Carries_run_through_whole_fields_and_no_further(int bits)
    {
        var ones = Enumerable.Repeat(-1, 1000).ToArray();
        foreach (var single in new[] { 0, 1, 20, 499, 999 })
        {
            var one = new int[1000];
            one[single] = 1;
            var expected = ones.ToArray();
            expected[single] = 0;

            PackingOracle.AssertSame<byte>(
                PackingOracle.Pack(expected, bits), Apply<FieldAddition>(ones, one, bits, SimdWidths.Widest));
            PackingOracle.AssertSame<byte>(
                PackingOracle.Pack([.. one.Select(value => -value)], bits),
                Apply<FieldSubtraction>(new int[1000], one, bits, SimdWidths.Widest));
        }
    }

    [Fact]
    public void Any_order_and_grouping_gives_the_same_bytes()
    {
        const int bits = 13;
        var parts = Enumerable.Range(0, 6).Select(i => PackingOracle.Pack(PackingOracle.AnyInts(777, i), bits)).ToArray();
        var forward = new byte[parts[0].Length];
        var pairs = new byte[parts[0].Length];
        foreach (var part in parts)
        {
            PackedSum.Add(forward, part, 777, bits);
        }

        for (var i = 0; i < 6; i += 2)
        {
            var pair = parts[5 - i].ToArray();
            PackedSum.Add(pair, parts[4 - i], 777, bits);
            PackedSum.Add(pairs, pair, 777, bits);
        }

        Assert.Equal(forward, pairs);
        foreach (var part in parts)
        {
            PackedSum.Subtract(forward, part, 777, bits);
        }

        Assert.All(forward, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Wrong_lengths_widths_and_padding_are_refused_and_change_nothing()
    {
        var accumulator = new byte[5];

        Assert.Throws<LengthMismatchException>(() => PackedSum.Add(accumulator, new byte[4], 3, 12));
        Assert.Throws<LengthMismatchException>(() => PackedSum.Subtract(new byte[6], new byte[5], 3, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedSum.Add(accumulator, accumulator, 3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PackedSum.Add(accumulator, accumulator, -1, 12));
        Assert.Throws<PackedPaddingException>(() => PackedSum.Add(accumulator, [1, 0, 0, 0, 0x80], 3, 12));
        Assert.Throws<PackedPaddingException>(() => PackedSum.Add([1, 0, 0, 0, 0x80], new byte[5], 3, 12));
        Assert.Equal(new byte[5], accumulator);
    }

    private static byte[] Apply<TOperation>(int[] left, int[] right, int bits, SimdWidth width)
        where TOperation : struct, IFieldOperation
    {
        var accumulator = PackingOracle.Pack(left, bits);
        PackedSum.Apply<TOperation>(accumulator, PackingOracle.Pack(right, bits), left.Length, bits, width);
        return accumulator;
    }
}
