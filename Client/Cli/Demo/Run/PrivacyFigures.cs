using System.Globalization;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Cli.Privacy.Ledgers;
using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>What the noise did to a run, from its plan and the region's ledgers.</summary>
internal static class PrivacyFigures
{
    /// <param name="settings">What was asked.</param>
    /// <param name="plan">What was solved.</param>
    /// <param name="ledgers">The members' ledgers.</param>
    /// <param name="composition">Says what releases cost.</param>
    public static ReportPrivacy Of(
        SiteDpSettings settings, SiteDpPlan plan, IEnumerable<LedgerView> ledgers, IReleaseComposition composition)
    {
        var sites = plan.Noise.Goal.Sites;
        var noise = plan.Noise.ErrorNorm(sites);
        var ratio = plan.ClipNorm / noise;
        return new ReportPrivacy
        {
            Epsilon = settings.Epsilon,
            Delta = settings.Delta,
            ClipNorm = plan.ClipNorm,
            FewestSurvivors = plan.Quorum,
            Colluders = plan.Noise.Goal.Colluders,
            NoiseDeviation = Math.Sqrt(plan.Noise.ErrorVariance(sites)),
            NoiseNorm = noise,
            LargestSignalToNoise = ratio,
            Meaning = Meaning(sites, plan.ClipNorm, noise, ratio),
            Ledgers = [.. ledgers.Select(ledger => LedgerFigures.Of(ledger, composition, settings.Delta))],
        };
    }

    /// <summary>The ratio grows in proportion to the members, as long as the share of honest ones stays the same.</summary>
    private static string Meaning(int sites, double clip, double noise, double ratio)
    {
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"In every round the mean update has norm {clip:0.##E0} at most and its noise {noise:0.##E0}: signal to noise {ratio:0.##E0} at most.");
        return ratio >= 1
            ? $"{figures} What the members agree on can be seen through the noise."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{figures} With {sites} members the noise drowns what they say; the Shared Base learns next to nothing from them. About {Math.Ceiling(sites / ratio):N0} members would make it even.");
    }
}
