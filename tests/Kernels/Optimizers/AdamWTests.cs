using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Optimizers;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Optimizers;

public sealed class AdamWTests
{
    private static readonly AdamWOptions Options = new() { WeightDecay = 0.1f };

    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [InlineData(1, 0f)]
    [InlineData(257, 0f)]
    [InlineData(1, 0.3f)]
    [InlineData(257, 0.3f)]
    public void Fifty_steps_follow_the_double_precision_oracle(int length, float relativeEpsilon)
    {
        var options = Options with { RelativeEpsilon = relativeEpsilon };
        var parameters = Vectors.Normal(length, seed: 1);
        var oracle = new AdamWOracle(parameters);
        var (first, second) = (new float[length], new float[length]);
        for (var step = 1; step <= 50; step++)
        {
            var gradients = Vectors.Normal(length, seed: 100 + step, scale: 0.01);
            AdamW.Step(parameters, gradients, first, second, options, 1e-2f, step, 0.5f);
            oracle.Step(gradients, options, 1e-2f, step, 0.5);
        }

        for (var i = 0; i < length; i++)
        {
            Assert.Equal(oracle.Parameters[i], parameters[i], 1e-5 * Math.Max(1, Math.Abs(oracle.Parameters[i])));
            Assert.Equal(oracle.FirstMoment[i], first[i], 1e-8);
            Assert.Equal(oracle.SecondMoment[i], second[i], 1e-10);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_same_bits(int length)
    {
        foreach (var options in new[] { Options, Options with { RelativeEpsilon = 0.3f } })
        {
            var expected = TwoSteps(length, options, SimdWidth.Scalar);
            foreach (var width in new[] { SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512 })
            {
                Vectors.AssertSameBits(expected, TwoSteps(length, options, width));
            }
        }
    }

    [Fact]
    public void A_relative_epsilon_quiets_coordinates_whose_gradients_are_small_beside_the_others()
    {
        var options = new AdamWOptions { RelativeEpsilon = 0.3f };
        var parameters = new float[2];

        AdamW.Step(parameters, [1f, 1e-3f], new float[2], new float[2], options, 1, 1);

        // The root mean square is sqrt(1/2), so epsilon is 0.212.
        Assert.Equal(-1 / 1.212, parameters[0], 1e-3);
        Assert.Equal(-1e-3 / 0.213, parameters[1], 1e-5);
    }

    [Fact]
    public void Slices_stepped_apart_give_the_bits_of_the_whole()
    {
        const int length = 1001;
        var gradients = Vectors.Normal(length, seed: 3);
        var whole = Vectors.Normal(length, seed: 4);
        var sliced = whole.ToArray();
        AdamW.Step(whole, gradients, new float[length], new float[length], Options, 1e-3f, 1);
        foreach (var range in new[] { 0..17, 17..500, 500..length })
        {
            var slice = sliced.AsSpan(range);
            AdamW.Step(
                slice, gradients.AsSpan(range), new float[slice.Length], new float[slice.Length], Options, 1e-3f, 1);
        }

        Vectors.AssertSameBits(whole, sliced);
    }

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(70, float.PositiveInfinity)]
    [InlineData(99, float.NegativeInfinity)]
    public void A_non_finite_gradient_is_refused_with_its_index_and_changes_nothing(int index, float value)
    {
        var parameters = Vectors.Normal(100, seed: 5);
        var before = parameters.ToArray();
        var (first, second) = (new float[100], new float[100]);
        var gradients = Vectors.Normal(100, seed: 6);
        gradients[index] = value;

        var error = Assert.Throws<NonFiniteValueException>(
            () => AdamW.Step(parameters, gradients, first, second, Options, 1e-3f, 1));

        Assert.Equal((index, "gradients"), (error.Index, error.Vector));
        Assert.Equal(before, parameters);
        Assert.All(first.Concat(second), moment => Assert.Equal(0f, moment));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused_by_name()
    {
        var error = Assert.Throws<LengthMismatchException>(
            () => AdamW.Step(new float[4], new float[4], new float[4], new float[3], Options, 1e-3f, 1));

        Assert.Equal("secondMoment has 3 elements where 4 are needed.", error.Message);
    }

    [Theory]
    [InlineData(-1f, 1, 1f, 0.9f, 0f)]
    [InlineData(float.NaN, 1, 1f, 0.9f, 0f)]
    [InlineData(1f, 0, 1f, 0.9f, 0f)]
    [InlineData(1f, 1, float.PositiveInfinity, 0.9f, 0f)]
    [InlineData(1f, 1, 1f, 1f, 0f)]
    [InlineData(1f, 1, 1f, float.NaN, 0f)]
    [InlineData(1f, 1, 1f, 0.9f, -0.1f)]
    [InlineData(1f, 1, 1f, 0.9f, float.NaN)]
    public void A_number_outside_its_range_is_refused(float rate, long step, float scale, float beta1, float relativeEpsilon)
    {
        var options = new AdamWOptions { Beta1 = beta1, RelativeEpsilon = relativeEpsilon };

        Assert.Throws<ArgumentOutOfRangeException>(
            () => AdamW.Step(new float[1], new float[1], new float[1], new float[1], options, rate, step, scale));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var (parameters, first, second) = (new float[1000], new float[1000], new float[1000]);
        var gradients = Vectors.Normal(1000, seed: 7);
        var step = 0;
        Allocations.AssertNoneAfterFirst(() => AdamW.Step(parameters, gradients, first, second, Options, 1e-3f, ++step));
    }

    private static float[] TwoSteps(int length, AdamWOptions options, SimdWidth width)
    {
        var parameters = Vectors.Normal(length, seed: 1);
        var (first, second) = (new float[length], new float[length]);
        AdamW.Step(parameters, Vectors.Normal(length, 2), first, second, options, 1e-3f, 1, 0.3f, width);
        AdamW.Step(parameters, Vectors.Normal(length, 3), first, second, options, 1e-3f, 2, 0.3f, width);
        return [.. parameters, .. first, .. second];
    }
}
