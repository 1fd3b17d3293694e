using System.Runtime.Intrinsics;
using Tapestry.Kernels.Rounding;

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
            Assert.Equal(expected, Round(y, u));
            var lanes = StochasticStep.Round(Vector512.Create(y), Vector512.Create((int)(u >> 16)), out var ties);
            Assert.Equal(StochasticStep.Ties(y, u >> 16), ties == Vector512<int>.AllBitsSet);
            Assert.True(ties == Vector512<int>.AllBitsSet || lanes == Vector512.Create(expected), $"{y} by {u}");
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
            (up, down) = Round(y, (uint)middle) > floor ? (middle, down) : (up, middle);
        }

        Assert.Equal(Math.Floor((y - Math.Floor((double)y)) * 4294967296.0 is var t && t >= 4294967296.0 ? 4294967295.0 : t), down);
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void One_first_number_ties_and_all_others_decide_alone(float y)
    {
        var ties = Enumerable.Range(0, 1 << 16).Where(first => StochasticStep.Ties(y, (uint)first)).ToList();

        Assert.Single(ties);
        foreach (var first in Enumerable.Range(0, 1 << 16).Where(first => first % 251 == 0 && first != ties[0]))
        {
            Assert.Equal(StochasticStep.Round(y, (uint)first, 0), StochasticStep.Round(y, (uint)first, 0xFFFF));
        }
    }

    // As a chunk does: the second number counts only where the first ties.
    private static int Round(float y, uint u) =>
        StochasticStep.Round(y, u >> 16, StochasticStep.Ties(y, u >> 16) ? u & 0xFFFF : 0);
}
