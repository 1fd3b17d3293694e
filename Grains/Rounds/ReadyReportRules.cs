using System.Globalization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Rounds;

/// <summary>What a site's report must hold before it can govern a weight.</summary>
internal static class ReadyReportRules
{
    public static void Check(ReadyReport report, RoundTicket ticket)
    {
        var tokens = (long)ticket.LocalSteps * ticket.BatchSize * ticket.SequenceLength;
        Require(report.Tokens > 0 && report.Tokens <= tokens, "tokens", report.Tokens, $"1 to the ticket's {tokens}");
        Require(double.IsFinite(report.MeanLoss) && report.MeanLoss >= 0, "mean loss", report.MeanLoss, "finite and not negative");
        RequireBits(report.BaseBitsPerByte, "bits per byte of the base");
        RequireBits(report.LocalBitsPerByte ?? 1, "bits per byte of the local model");
        Require(report.TrainingTime >= TimeSpan.Zero, "training time", report.TrainingTime, "0 or more");
        Require(report.BytesDownloaded >= 0, "bytes downloaded", report.BytesDownloaded, "0 or more");
        var needsLocal = ticket.Policy.Weights == WeightRule.Quality || ticket.Policy.MaximumHeldOutRegression is not null;
        Require(
            !needsLocal || report.LocalBitsPerByte is not null, "bits per byte of the local model", "absent",
            "given, because the charter policy uses it");
    }

    private static void RequireBits(double bits, string name) =>
        Require(double.IsFinite(bits) && bits > 0, name, bits, "finite and above 0");

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new RoundException(
                RoundException.InvalidReport,
                string.Create(CultureInfo.InvariantCulture, $"Ready report: {name} is {value}; it must be {rule}."));
        }
    }
}
