using Tapestry.Kernels.Errors;
using Tapestry.Kernels.OuterOptimizers;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.OuterOptimizers;

/// <summary>What every outer optimizer holds; a subclass gives the formula one coordinate at a time, twice.</summary>
public abstract class OuterOptimizerSuite
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    private protected abstract IOuterOptimizer Create();

    private protected abstract void Update(
        Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state, long step, SimdWidth width);

    /// <summary>The stated fp32 operations on one coordinate; state is one value a state vector.</summary>
    private protected abstract float InFp32(float parameter, float gradient, float[] state, int step);

    /// <summary>The published formula in double.</summary>
    private protected abstract double Published(double parameter, double gradient, double[] state, int step);

    /// <summary>What the state holds before step 1, one value a state vector.</summary>
    private protected abstract float[] Initial { get; }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_gives_the_bits_of_the_stated_operations(int length)
    {
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var (parameters, state) = Start(length);
            var (expected, expectedState) = Start(length);
            for (var step = 1; step <= 2; step++)
            {
                var gradient = Vectors.Normal(length, seed: step, scale: 0.01);
                Update(parameters, gradient, state, step, width);
                for (var i = 0; i < length; i++)
                {
                    var coordinate = Enumerable.Range(0, Initial.Length).Select(k => expectedState[(k * length) + i]).ToArray();
                    expected[i] = InFp32(expected[i], gradient[i], coordinate, step);
                    Scatter(coordinate, expectedState, i, length);
                }
            }

            Vectors.AssertSameBits(expected, parameters);
            Vectors.AssertSameBits(expectedState, state);
        }
    }

    [Fact]
    public void Thirty_steps_follow_the_published_formula_in_double()
    {
        const int length = 257;
        var (parameters, state) = Start(length);
        var exact = parameters.Select(value => (double)value).ToArray();
        var exactState = exact.Select(_ => Initial.Select(value => (double)value).ToArray()).ToArray();
        for (var step = 1; step <= 30; step++)
        {
            var gradient = Vectors.Normal(length, seed: 50 + step, scale: 0.01);
            Create().Update(parameters, gradient, state, step);
            for (var i = 0; i < length; i++)
            {
                exact[i] = Published(exact[i], gradient[i], exactState[i], step);
            }
        }

        Assert.All(Enumerable.Range(0, length), i => Assert.Equal(exact[i], parameters[i], 4e-6));
    }

    [Fact]
    public void The_step_of_a_slice_is_the_slice_of_the_step()
    {
        var (parameters, state) = Start(100);
        var (slice, sliceState) = (parameters[30..60], new float[30 * Initial.Length]);
        Create().InitializeState(sliceState);
        var gradient = Vectors.Normal(100, seed: 7);
        Create().Update(parameters, gradient, state, 1);
        Create().Update(slice, gradient.AsSpan(30, 30), sliceState, 1);

        Vectors.AssertSameBits(parameters.AsSpan(30, 30), slice);
    }

    [Fact]
    public void Steps_down_a_bowl_reach_its_floor()
    {
        var (parameters, state) = Start(50);
        var far = L2(parameters);
        for (var step = 1; step <= 400; step++)
        {
            Create().Update(parameters, [.. parameters.Select(value => 0.1f * value)], state, step);
        }

        Assert.InRange(L2(parameters), 0, far / 4);
    }

    [Fact]
    public void A_non_finite_value_anywhere_is_refused_and_updates_nothing()
    {
        for (var place = 0; place < 2 + Initial.Length; place++)
        {
            var (parameters, state) = Start(40);
            var gradient = Vectors.Normal(40, seed: 7);
            var (target, index) = place switch
            {
                0 => (parameters, 39),
                1 => (gradient, 39),
                _ => (state, (40 * (place - 2)) + 39),
            };
            target[index] = float.NegativeInfinity;
            AssertRefused<NonFiniteValueException>(parameters, gradient, state, error => Assert.Equal(39, error.Index));
        }
    }

    [Fact]
    public void A_gradient_whose_step_could_overflow_is_refused_and_updates_nothing()
    {
        var (parameters, state) = Start(40);
        var gradient = new float[40];
        gradient[17] = float.MaxValue;
        AssertRefused<OuterStepOverflowException>(parameters, gradient, state, error => Assert.True(error.Bound > 1e38));
    }

    [Fact]
    public void Lengths_and_step_numbers_outside_their_range_are_refused()
    {
        var optimizer = Create();
        Assert.Equal(Initial.Length, optimizer.StateVectors);
        Assert.Throws<LengthMismatchException>(() => optimizer.Update(new float[2], new float[3], new float[2 * Initial.Length], 1));
        Assert.Throws<LengthMismatchException>(() => optimizer.Update(new float[2], new float[2], new float[5], 1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => optimizer.Update(new float[2], new float[2], new float[2 * Initial.Length], 0));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var (optimizer, gradient) = (Create(), Vectors.Normal(1000, seed: 7));
        var (parameters, state) = Start(1000);
        var step = 0;
        Allocations.AssertNoneAfterFirst(() => optimizer.Update(parameters, gradient, state, ++step));
    }

    private protected (float[] Parameters, float[] State) Start(int length)
    {
        var state = Vectors.Normal(length * Initial.Length, seed: 2);
        Create().InitializeState(state);
        Assert.All(Enumerable.Range(0, state.Length), i => Assert.Equal(Initial[i / length], state[i]));
        return (Vectors.Normal(length, seed: 1), state);
    }

    private protected void AssertRefused<TError>(float[] parameters, float[] gradient, float[] state, Action<TError> check)
        where TError : Exception
    {
        var (before, stateBefore) = (parameters.ToArray(), state.ToArray());
        check(Assert.Throws<TError>(() => Create().Update(parameters, gradient, state, 1)));
        Vectors.AssertSameBits(before, parameters);
        Vectors.AssertSameBits(stateBefore, state);
    }

    private static double L2(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static void Scatter(float[] coordinate, float[] state, int i, int length)
    {
        for (var k = 0; k < coordinate.Length; k++)
        {
            state[(k * length) + i] = coordinate[k];
        }
    }
}
