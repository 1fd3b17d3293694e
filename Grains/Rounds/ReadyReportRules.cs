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
        Require(report.Tokens is null or > 0 && (report.Tokens ?? 0) <= tokens, "tokens", report.Tokens ?? 0, $"1 to the ticket's {tokens}");
        var loss = report.MeanLoss ?? 0;
        Require(double.IsFinite(loss) && loss >= 0, "mean loss", loss, "finite and not negative");
        RequireBits(report.BaseBitsPerByte ?? 1, "bits per byte of the base");
        RequireBits(report.LocalBitsPerByte ?? 1, "bits per byte of the local model");
        Require(report.TrainingTime >= TimeSpan.Zero, "training time", report.TrainingTime, "0 or more");
        Require(report.BytesDownloaded >= 0, "bytes downloaded", report.BytesDownloaded, "0 or more");
        RequireWhatGoverns(report, ticket);
    }

    private static void RequireWhatGoverns(ReadyReport report, RoundTicket ticket)
    {
        const string rule = "given, because the charter policy uses it";
        var measures = ticket.Policy.Weights == WeightRule.Quality || ticket.Policy.MaximumHeldOutRegression is not null;
        Require(!measures || report.LocalBitsPerByte is not null, "bits per byte of the local model", "absent", rule);
        Require(!measures || report.BaseBitsPerByte is not null, "bits per byte of the base", "absent", rule);
        Require(ticket.Policy.Weights != WeightRule.Tokens || report.Tokens is not null, "tokens", "absent", rule);
        var isPublic = report is { Tokens: not null, MeanLoss: not null, BaseBitsPerByte: not null };
        Require(isPublic || ticket.Secure is not null, "a metric", "absent", "given, because the round hides nothing");
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
