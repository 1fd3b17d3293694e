using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.DistributedDiscreteGaussian;

public sealed class RoundedNormTests
{
    [Fact]
    public void Bounds_agree_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "rounded_l2"),
        row =>
        {
            var dimension = row.GetProperty("dim").GetInt64();
            var l2 = RoundedNorm.L2(row.Number("c"), dimension, row.Number("beta"));

            Close.Equal(row.Number("bound"), l2, 1e-12);
            Close.Equal(row.Number("l1"), RoundedNorm.L1(l2, dimension), 1e-12);
        });

    [Fact]
    public void The_usual_bias_is_that_of_the_paper() => Close.Equal(
        Vectors.Rows("distributed_discrete_gaussian", "rounded_l2")[0].Number("beta"), RoundedNorm.UsualBias, 1e-15);

    [Theory]
    [InlineData(0, 4, 0.5)]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 4, 1)]
    [InlineData(1, 4, -0.1)]
    public void Wrong_numbers_are_refused(double clip, long dimension, double bias) =>
        Assert.Throws<PrivacyParameterException>(() => RoundedNorm.L2(clip, dimension, bias));
}
