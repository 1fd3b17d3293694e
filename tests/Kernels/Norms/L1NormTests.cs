using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class L1NormTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_is_the_sum_of_magnitudes_in_its_order(int length)
    {
        var values = Vectors.AnyFinite(length, seed: length);
        var partial = new double[16];
        for (var i = 0; i < length; i++)
        {
            partial[i % 16] += Math.Abs((double)values[i]);
        }

        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                partial[i] += partial[i + half];
            }
        }

        Assert.Equal(partial[0], L1Norm.Of(values));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_non_finite_coordinate_is_refused_by_index(float value)
    {
        var values = Vectors.AnyFinite(77, seed: 1);
        values[70] = value;

        Assert.Equal(70, Assert.Throws<NonFiniteValueException>(() => L1Norm.Of(values)).Index);
    }
}
