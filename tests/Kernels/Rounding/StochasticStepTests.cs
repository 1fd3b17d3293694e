using System.Runtime.Intrinsics;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.Rounding;

public sealed class StochasticStepTests
{
    public static TheoryData<float> Products => new()
    {
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 0.25f, 1.5f, -1.5f, 2.9999998f, -2.9999998f, 8388607.5f, -8388607.5f, 16777215f,
        1e-3f, -1e-3f, 1e-9f, -1e-9f, 1e-10f, -1e-10f, -1e-20f, float.Epsilon, -float.Epsilon, 2147483520f, -2147483520f,
        0.99999994f, -0.99999994f, 5.9604645e-8f, -5.9604645e-8f,
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void The_threshold_is_exact_on_both_sides(float y)
    {
        foreach (var u in new[] { 0u, 1u, 0x3FFF_FFFFu, 0x4000_0000u, 0x7FFF_FFFFu, 0x8000_0000u, 0xFFFF_FEFFu, 0xFFFF_FFFEu, 0xFFFF_FFFFu })
        {
            var expected = RoundingOracle.Round(y, u);
            Assert.Equal(expected, StochasticStep.Round(y, u));
            if (StochasticStep.IsVectorized(SimdWidths.Widest))
            {
                Assert.Equal(Vector512.Create(expected), StochasticStep.Round(Vector512.Create(y), Vector512.Create(u)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Exactly_threshold_of_two_to_the_32_numbers_round_up(float y)
    {
        // The result steps down once as u grows; the step is found by bisection.
        var floor = (int)Math.Floor((double)y);
        var (up, down) = (-1L, (long)uint.MaxValue + 1);
        while (down - up > 1)
        {
            var middle = (up + down) / 2;
            (up, down) = StochasticStep.Round(y, (uint)middle) > floor ? (middle, down) : (up, middle);
        }

        Assert.Equal(Math.Floor((y - Math.Floor((double)y)) * 4294967296.0 is var t && t >= 4294967296.0 ? 4294967295.0 : t), down);
    }
}
