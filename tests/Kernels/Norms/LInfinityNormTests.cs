using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class LInfinityNormTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void It_is_the_largest_magnitude(int length)
    {
        var values = Vectors.AnyFinite(length, seed: length);

        Assert.Equal(values.Select(MathF.Abs).DefaultIfEmpty(0f).Max(), LInfinityNorm.Of(values));
        Assert.Equal(LInfinityNorm.Of(values), LInfinityNorm.Of(values, cores: 3));
    }

    [Fact]
    public void Any_finite_vector_agrees_with_the_maximum() => Property.Holds(
        Property.AnyFinite(), values => values.Select(MathF.Abs).DefaultIfEmpty(0f).Max().Equals(LInfinityNorm.Of(values)));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_non_finite_coordinate_is_refused_by_index(float value)
    {
        var values = Vectors.AnyFinite(77, seed: 1);
        values[70] = value;

        Assert.Equal(70, Assert.Throws<NonFiniteValueException>(() => LInfinityNorm.Of(values)).Index);
    }
}
