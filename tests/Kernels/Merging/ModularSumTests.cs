using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Merging;

public sealed class ModularSumTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_sum_is_the_exact_one_modulo_2_to_the_b(int length)
    {
        uint[][] contributions = [.. Enumerable.Range(0, 5).Select(site => Residues(length, seed: site))];
        var sum = new uint[length];
        foreach (var contribution in contributions)
        {
            ModularSum.Add(sum, contribution);
        }

        foreach (var bits in new[] { 1, 7, 16, 31, 32 })
        {
            var (reduced, centered) = (sum.ToArray(), new int[length]);
            ModularSum.Reduce(reduced, bits);
            ModularSum.Center(sum, bits, centered);
            for (var i = 0; i < length; i++)
            {
                var exact = contributions.Aggregate(0L, (total, values) => total + values[i]) % (1L << bits);
                Assert.True(reduced[i] == exact);
                Assert.True(centered[i] == (exact >= 1L << (bits - 1) ? exact - (1L << bits) : exact));
            }
        }
    }

    [Fact]
    public void Masks_that_cancel_leave_small_signed_sums()
    {
        var (mask, sum, centered) = (Residues(100, seed: 1), new uint[100], new int[100]);
        ModularSum.Add(sum, [.. mask.Select(value => unchecked(value - 5))]);
        ModularSum.Add(sum, [.. mask.Select(value => unchecked(3 - value))]);
        ModularSum.Center(sum, 8, centered);

        Assert.All(centered, value => Assert.Equal(-2, value));
    }

    [Theory]
    [InlineData(8, 3, 42)]
    [InlineData(32, 1, int.MaxValue)]
    [InlineData(1, 5, 0)]
    public void A_sum_that_fits_passes_and_one_more_is_refused(int bits, int contributions, int magnitude)
    {
        ModularSum.ThrowUnlessHeadroom(bits, contributions, magnitude);
        if (magnitude < int.MaxValue)
        {
            var error = Assert.Throws<MergeLimitException>(
                () => ModularSum.ThrowUnlessHeadroom(bits, contributions, magnitude + 1));
            Assert.Equal((magnitude + 1, magnitude), (error.Value, error.Limit));
        }
    }

    [Fact]
    public void Lengths_and_bits_outside_their_range_are_refused()
    {
        Assert.Throws<LengthMismatchException>(() => ModularSum.Add(new uint[1], [1, 2]));
        Assert.Throws<LengthMismatchException>(() => ModularSum.Center([1], 8, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModularSum.Reduce(new uint[1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModularSum.Center([1], 33, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModularSum.ThrowUnlessHeadroom(8, -1, 1));
    }

    private static uint[] Residues(int length, int seed)
    {
        var residues = new uint[length];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(residues.AsSpan()));
        return residues;
    }
}
