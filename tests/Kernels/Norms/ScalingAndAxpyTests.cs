using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class ScalingAndAxpyTests
{
    private static readonly (SimdWidth Width, int Cores)[] WidthsAndCores =
        [(SimdWidth.Scalar, 1), (SimdWidth.Bits128, 2), (SimdWidth.Bits256, 3), (SimdWidth.Bits512, 1), (SimdWidth.Bits512, 64)];

    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Scaling_is_one_product_a_coordinate_at_every_width_and_on_any_cores(int length)
    {
        var values = Vectors.AnyFinite(length, seed: length);
        var expected = values.Select(value => value * 0.37f).ToArray();
        foreach (var (width, cores) in WidthsAndCores)
        {
            var scaled = values.ToArray();
            Scaling.Apply(scaled, 0.37f, cores, width);
            Vectors.AssertSameBits(expected, scaled);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Axpy_is_one_fused_operation_a_coordinate_at_every_width_and_on_any_cores(int length)
    {
        var (x, y) = (Vectors.Normal(length, seed: 1), Vectors.Normal(length, seed: 2));
        var expected = x.Zip(y, (a, b) => MathF.FusedMultiplyAdd(-1.7f, a, b)).ToArray();
        foreach (var (width, cores) in WidthsAndCores)
        {
            var sum = y.ToArray();
            Axpy.Apply(-1.7f, x, sum, cores, width);
            Vectors.AssertSameBits(expected, sum);
        }
    }

    [Fact]
    public void Adding_nothing_changes_nothing() => Property.Holds(Property.AnyFinite(), values =>
    {
        var sum = values.ToArray();
        Axpy.Apply(0f, new float[values.Length], sum);
        return sum.SequenceEqual(values);
    });

    [Fact]
    public void Non_finite_input_is_refused_and_changes_nothing()
    {
        float[] bad = [1f, float.NaN];
        float[] good = [1f, 2f];

        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Scaling.Apply(bad, 2f)).Index);
        Assert.Equal("x", Assert.Throws<NonFiniteValueException>(() => Axpy.Apply(1f, bad, good)).Vector);
        Assert.Equal("y", Assert.Throws<NonFiniteValueException>(() => Axpy.Apply(1f, good, bad)).Vector);
        Assert.Equal("factor", Assert.Throws<NonFiniteValueException>(() => Axpy.Apply(float.NaN, good, good)).Vector);
        Assert.Throws<LengthMismatchException>(() => Axpy.Apply(1f, good, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Axpy.Apply(1f, good, good, cores: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scaling.Apply(good, 2f, cores: 0));
        Assert.Equal([1f, 2f], good);
        Assert.Equal(1f, bad[0]);
    }
}
