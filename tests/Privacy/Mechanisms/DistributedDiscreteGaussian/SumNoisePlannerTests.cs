using Tapestry.Privacy.Accounting.Analytic;
using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

namespace Tapestry.Privacy.Tests.Mechanisms.DistributedDiscreteGaussian;

public sealed class SumNoisePlannerTests
{
    private static readonly SumNoiseGoal Goal = new()
    {
        Epsilon = 8, Delta = 1e-5, Rounds = 20, Sites = 16, FewestSurvivors = 11, Colluders = 5, Dimension = 1 << 20, Clip = 0.5,
        BlockLength = 1 << 14,
    };

    public static TheoryData<SumNoiseGoal> Goals => new()
    {
        Goal,
        Goal with { Sites = 2, FewestSurvivors = 2, Colluders = 0, Dimension = 77_000, Clip = 3 },
        Goal with { Sites = 4, FewestSurvivors = 3, Colluders = 1, Rounds = 260, Epsilon = 1, Delta = 1e-8 },
        Goal with { Sites = 64, FewestSurvivors = 43, Colluders = 21, Rounds = 1, Epsilon = 20, Clip = 1e-3 },
    };

    [Theory]
    [MemberData(nameof(Goals))]
    public void The_plan_keeps_the_epsilon_with_the_noise_of_the_fewest_honest_survivors(SumNoiseGoal goal)
    {
        var plan = SumNoisePlanner.Plan(goal);

        Assert.Equal(goal.FewestSurvivors - goal.Colluders, plan.Mechanism.Sites);
        Assert.Equal(
            plan.Epsilon, new RdpAccountant().Epsilon([new Release(plan.Mechanism, goal.Rounds)], goal.Delta).Epsilon);
        Assert.InRange(plan.Epsilon, goal.Epsilon * (1 - 1e-5), goal.Epsilon);
        Assert.Equal((plan.Bound.L2, plan.Bound.L1), (plan.Mechanism.L2Sensitivity, plan.Mechanism.L1Sensitivity));
    }

    [Theory]
    [MemberData(nameof(Goals))]
    public void One_bit_less_would_break_the_tolerance(SumNoiseGoal goal)
    {
        var plan = SumNoisePlanner.Plan(goal);

        Assert.Equal(plan.Bits, SumNoisePlanner.Plan(goal with { MaximumBits = plan.Bits }).Bits);
        Assert.Throws<UnreachableGuaranteeException>(() => SumNoisePlanner.Plan(goal with { MaximumBits = plan.Bits - 1 }));
    }

    [Theory]
    [MemberData(nameof(Goals))]
    public void The_noise_is_that_of_a_central_gaussian_within_the_tolerance(SumNoiseGoal goal)
    {
        var plan = SumNoisePlanner.Plan(goal);

        var rho = ZeroConcentrated.Rho(goal.Epsilon, goal.Delta) / goal.Rounds;
        var central = goal.Clip / Math.Sqrt(2 * rho);
        var honest = goal.FewestSurvivors - goal.Colluders;
        Assert.InRange(plan.ErrorVariance(honest) / (central * central), 0.98, 1.02);
    }

    [Fact]
    public void The_errors_norm_grows_with_the_root_of_survivors()
    {
        var plan = SumNoisePlanner.Plan(Goal);

        Assert.Equal(2, plan.ErrorNorm(16) / plan.ErrorNorm(4), 12);
    }

    [Theory]
    [InlineData(0, 0, 20, "fewest survivors")]
    [InlineData(17, 0, 20, "fewest survivors")]
    [InlineData(11, 11, 20, "colluding survivors")]
    [InlineData(11, -1, 20, "colluding survivors")]
    [InlineData(11, 5, 0, "number of releases")]
    public void A_goal_out_of_range_is_refused(int survivors, int colluders, int rounds, string name) => Assert.StartsWith(
        name,
        Assert.Throws<PrivacyParameterException>(() => SumNoisePlanner.Plan(
            Goal with { FewestSurvivors = survivors, Colluders = colluders, Rounds = rounds })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Rounding_variance_agrees_with_numerical_integration()
    {
        foreach (var deviation in (double[])[0, 0.01, 0.049, 0.051, 0.2, 0.5, 1, 10])
        {
            Assert.Equal(Integrate(deviation), RoundingVariance.OfNormal(deviation), 1e-6);
        }
    }

    private static double Integrate(double deviation)
    {
        const int points = 400_000;
        var sum = 0.0;
        for (var i = 0; i < points; i++)
        {
            var z = ((i + 0.5) / points * 20) - 10;
            var fraction = (deviation * z) - Math.Floor(deviation * z);
            sum += fraction * (1 - fraction) * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * 20 / points;
        }

        return sum;
    }
}
