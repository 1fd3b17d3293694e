using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Tests.Cli.Demo.Progress;

/// <summary>A plan of two phases and events in it.</summary>
internal static class ProgressFixture
{
    public static IReadOnlyList<PlannedPhase> Plan { get; } =
    [
        new("consortium", Steps: 200, TokensPerStep: 10),
        new("pooled", Steps: 50, TokensPerStep: 40),
    ];

    public static SiteStep Step(string site, int step) => new(site, site, step, 100, 2.5, 12_345);

    public static CompletedRound Round(int number, bool isCertified = true) => new()
    {
        Round = number,
        OfRounds = 4,
        IsCertified = isCertified,
        MeanLoss = 2.25,
        HeldOutBitsPerByte = new Dictionary<string, double> { ["fr"] = 3.25, ["de"] = 3.5 },
        BytesUp = 3_500_000,
        BytesDown = 700,
        Training = TimeSpan.FromSeconds(2),
        Other = TimeSpan.FromSeconds(0.25),
    };
}
