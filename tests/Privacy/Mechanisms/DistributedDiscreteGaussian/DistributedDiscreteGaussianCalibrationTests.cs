using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.DistributedDiscreteGaussian;

public sealed class DistributedDiscreteGaussianCalibrationTests
{
    private static readonly DistributedDiscreteGaussianGoal Goal = new()
    {
        Epsilon = 8,
        Delta = 1e-5,
        Rounds = 20,
        Sites = 16,
        MinimumSurvivors = 11,
        Dimension = 1 << 16,
        Clip = 1,
        Bits = 16,
    };

    [Fact]
    public void The_scale_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "heuristic_scale"),
        row => Close.Equal(
            row.Number("scale"),
            DistributedDiscreteGaussianCalibration.Scale(
                Goal with
                {
                    Clip = row.Number("clip"),
                    Bits = row.GetProperty("bits").GetInt32(),
                    Sites = row.GetProperty("n").GetInt32(),
                    Dimension = row.GetProperty("dim").GetInt64(),
                    DeviationsBeforeWrap = row.Number("k"),
                    Flatness = row.Number("rho"),
                },
                row.Number("local_stddev")),
            1e-12));

    [Fact]
    public void Parameters_agree_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "ddg_params"),
        row =>
        {
            var solved = DistributedDiscreteGaussianCalibration.Solve(
                new()
                {
                    Epsilon = row.Number("eps"),
                    Delta = row.Number("delta"),
                    Rounds = row.GetProperty("steps").GetInt64(),
                    Sites = row.GetProperty("n").GetInt32(),
                    MinimumSurvivors = row.GetProperty("n").GetInt32(),
                    Dimension = row.GetProperty("dim").GetInt64(),
                    Clip = row.Number("clip"),
                    Bits = row.GetProperty("bits").GetInt32(),
                    SamplingRate = row.Number("q"),
                },
                RdpOrders.Whole);

            Close.Equal(row.Number("gamma"), solved.Granularity, 1e-5);
            Close.Equal(row.Number("local_stddev"), solved.LocalDeviation, 1e-5);
            Close.Equal(row.Number("sigma_int"), solved.Mechanism.LocalDeviation, 1e-5);
            Close.JustAbove(row.Number("eps"), solved.Epsilon, 0, 1e-6);
        });

    [Fact]
    public void Fewer_survivors_need_more_noise_from_each()
    {
        var few = DistributedDiscreteGaussianCalibration.Solve(Goal with { MinimumSurvivors = 4 });
        var all = DistributedDiscreteGaussianCalibration.Solve(Goal with { MinimumSurvivors = 16 });

        Close.Equal(2, few.LocalDeviation / all.LocalDeviation, 0.01);
        Assert.True(few.Epsilon <= Goal.Epsilon && all.Epsilon <= Goal.Epsilon);
    }

    [Fact]
    public void The_sum_fits_its_bits()
    {
        var solved = DistributedDiscreteGaussianCalibration.Solve(Goal);

        Assert.True(1 / solved.Granularity <= DistributedDiscreteGaussianCalibration.Scale(Goal, solved.LocalDeviation) * (1 + 1e-6));
    }

    [Theory]
    [InlineData(4, 64, 8)]
    [InlineData(8, 16, 1e-3)]
    public void Too_few_bits_are_refused(int bits, int sites, double epsilon) => Assert.Contains(
        "more bits",
        Assert.Throws<UnreachableGuaranteeException>(() => DistributedDiscreteGaussianCalibration.Solve(
            Goal with { Bits = bits, Sites = sites, Epsilon = epsilon })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void More_survivors_than_sites_are_refused() => Assert.Throws<PrivacyParameterException>(
        () => DistributedDiscreteGaussianCalibration.Solve(Goal with { MinimumSurvivors = 17 }));
}
