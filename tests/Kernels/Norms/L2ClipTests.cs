using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class L2ClipTests
{
    [Fact]
    public void The_norm_after_clipping_is_never_above_the_limit() => Property.Holds(Property.Ordinary(), values =>
    {
        foreach (var limit in new[] { 0.3, 1.0, 7.77, 1e-3 })
        {
            var clipped = values.ToArray();
            L2Clip.Apply(clipped, limit);
            if (L2Norm.Of(clipped) > limit)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void A_vector_within_the_limit_keeps_its_bits() => Property.Holds(Property.Ordinary(), values =>
    {
        var clipped = values.ToArray();
        var norm = L2Clip.Apply(clipped, L2Norm.Of(values) + 1e-6);
        return clipped.SequenceEqual(values) && norm.Equals(L2Norm.Of(values));
    });

    [Fact]
    public void Clipping_keeps_the_direction_and_nearly_fills_the_limit()
    {
        var values = Vectors.Normal(10_000, seed: 1);
        var clipped = values.ToArray();
        L2Clip.Apply(clipped, 2.0);

        Assert.InRange(L2Norm.Of(clipped), 2.0 * (1 - 1e-6), 2.0);
        Assert.Equal(values[5] / values[6], clipped[5] / clipped[6], 1e-4);
    }

    [Fact]
    public void Cores_do_not_show()
    {
        var one = Vectors.Normal(200_003, seed: 1);
        var many = one.ToArray();

        Assert.Equal(L2Clip.Apply(one, 2.0), L2Clip.Apply(many, 2.0, cores: 3));
        Vectors.AssertSameBits(one, many);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.PositiveInfinity)]
    public void A_number_outside_its_range_is_refused(double norm, double limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => L2Clip.Factor(norm, limit));
}
