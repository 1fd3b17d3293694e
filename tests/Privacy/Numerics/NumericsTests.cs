using Tapestry.Privacy.Numerics;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Numerics;

public sealed class NumericsTests
{
    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-5, 9.9999500003333308e-6)]
    [InlineData(-0.5, -0.69314718055994531)]
    public void Log1P_keeps_its_digits(double x, double expected) => Close.Equal(expected, LogSpace.Log1P(x), 4e-16);

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(9.99e-4, 9.994991667086751e-4)]
    [InlineData(0.5, 0.64872127070012815)]
    [InlineData(-30, -0.99999999999990642)]
    public void ExpM1_keeps_its_digits(double x, double expected) => Close.Equal(expected, LogSpace.ExpM1(x), 5e-16);

    [Theory]
    [InlineData(0, -0.69314718055994531)]
    [InlineData(10, -53.23128515051247)]
    [InlineData(29.999, -454.29125)]
    [InlineData(30.001, -454.35131)]
    [InlineData(1000, -500007.82669481218)]
    public void Normal_tails_are_known_however_far_out(double x, double expected) =>
        Close.Equal(expected, NormalDistribution.LogTail(x), x is > 29 and < 31 ? 1e-7 : 1e-14);

    [Fact]
    public void The_tail_is_seamless_where_the_formula_changes() => Close.Equal(
        NormalDistribution.LogTail(Math.BitDecrement(30.0)), NormalDistribution.LogTail(30), 1e-13);

    [Fact]
    public void Sums_of_logarithms_neither_overflow_nor_forget()
    {
        var sum = new LogSum();
        foreach (var term in (double[])[double.NegativeInfinity, -2000, 5000, 5000])
        {
            sum.Add(term);
        }

        Close.Equal(5000 + Math.Log(2), sum.Value, 1e-15);
        Assert.Equal(double.NegativeInfinity, new LogSum().Value);
        Close.Equal(Math.Log(2) - 3000, LogSpace.Add(-3000, -3000), 1e-15);
    }

    [Theory]
    [InlineData(2, 1e-9, 1e-18)]
    [InlineData(3, 1e-6, 3.000001e-12)]
    [InlineData(-1, 1e-6, 9.99999000001e-13)]
    [InlineData(2.5, 1, 2.1568542494923806)]
    public void The_power_excess_keeps_its_digits(double power, double shift, double expected) =>
        Close.Equal(expected, Math.Exp(PowerExcess.Log(power, LogSpace.Log1P(shift))), 1e-12);

    [Fact]
    public void A_search_returns_a_number_at_which_the_condition_holds()
    {
        var found = Bisection.SmallestThatHolds(x => x * x >= 2, 1e-3, "root");

        Assert.True(found * found >= 2);
        Close.Equal(Math.Sqrt(2), found, 1e-12);
        Assert.Equal(0.5, Bisection.SmallestThatHolds(_ => true, 8, "anything", lowest: 0.5));
    }
}
