using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Tests.Cli.Reports;

public sealed class ThesisTests
{
    private static readonly ReportBitsPerByte Good = ReportFixture.Create().Bpb;

    [Fact]
    public void A_good_run_holds()
    {
        var thesis = Thesis.Judge(Good);

        Assert.Empty(thesis.Failures);
        Assert.True(thesis.Holds && thesis.IsComplete);
        Assert.Equal((3.52 + 3.36 + 3.71 + 2.83) / (3.3 + 3.12 + 3.42 + 2.6) - 1, thesis.GapToPooled!.Value, 12);
    }

    [Theory]
    [InlineData(3.52)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_sovereign_that_is_no_better_than_the_shared_base_fails(double value)
    {
        var thesis = Thesis.Judge(Good with { Sovereign = With(Good.Sovereign, "de", "de", value) });

        Assert.Contains("Sovereign de does not beat the Shared Base on de", thesis.Failures);
    }

    [Fact]
    public void A_sovereign_that_is_no_better_than_training_alone_fails()
    {
        var thesis = Thesis.Judge(Good with { Alone = With(Good.Alone!, "ja", "ja", 2.44) });

        Assert.Equal(["Sovereign ja does not beat ja alone on ja"], thesis.Failures);
    }

    [Fact]
    public void A_shared_base_that_an_alone_model_beats_abroad_fails()
    {
        var thesis = Thesis.Judge(Good with { Alone = With(Good.Alone!, "fr", "pl", 3.7) });

        Assert.Equal(["the Shared Base does not beat fr alone on pl"], thesis.Failures);
    }

    [Fact]
    public void Without_baselines_only_the_first_comparison_is_made()
    {
        var thesis = Thesis.Judge(Good with { Alone = null, Pooled = null });

        Assert.True(thesis.Holds);
        Assert.False(thesis.IsComplete);
        Assert.Null(thesis.GapToPooled);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double>> With(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> models, string owner, string language, double value) =>
        new(models) { [owner] = new Dictionary<string, double>(models[owner]) { [language] = value } };
}
