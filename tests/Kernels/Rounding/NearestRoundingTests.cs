using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Packing;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Rounding;

public sealed class NearestRoundingTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_nearest_integer(int length)
    {
        var values = Vectors.Normal(length, seed: length, scale: 1000);
        var expected = values.Select(value => (int)Math.Round((double)(value * 1.5f), MidpointRounding.ToEven)).ToArray();
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var rounded = new int[length];
            NearestRounding.Round(values, 1.5f, rounded, width);
            PackingOracle.AssertSame<int>(expected, rounded);
        }
    }

    [Fact]
    public void Ties_go_to_even()
    {
        float[] values = [0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 8388606.5f, 8388607.5f, 0.49999997f, 1e9f, -0f, 1e-40f, 0, 0, 0, 0, 2.5f];
        var rounded = new int[values.Length];
        NearestRounding.Round(values, 1f, rounded);

        Assert.Equal([0, 2, 2, 0, -2, -2, 8388606, 8388608, 0, 1_000_000_000, 0, 0, 0, 0, 0, 0, 2], rounded);
    }

    [Fact]
    public void What_is_too_large_or_not_finite_is_refused_by_index()
    {
        Assert.Equal(1, Assert.Throws<RoundingRangeException>(
            () => NearestRounding.Round([1, 3e9f], 1f, new int[2])).Index);
        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(
            () => NearestRounding.Round([1, float.NaN], 1f, new int[2])).Index);
        Assert.Throws<LengthMismatchException>(() => NearestRounding.Round([1], 1f, new int[2]));
    }
}
