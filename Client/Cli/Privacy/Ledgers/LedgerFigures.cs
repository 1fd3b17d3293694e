using System.Globalization;
using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Ledger;

namespace Tapestry.Client.Cli.Privacy.Ledgers;

/// <summary>What a ledger's entries cost: the region's record, composed anew.</summary>
internal static class LedgerFigures
{
    /// <param name="ledger">The ledger.</param>
    /// <param name="composition">Says what releases cost.</param>
    /// <param name="delta">Where the member set no budget.</param>
    public static ReportLedger Of(LedgerView ledger, IReleaseComposition composition, double delta)
    {
        var at = ledger.Budget?.Delta ?? delta;
        var spent = Bound(composition.Epsilon(ledger.Charges.Releases(), at));
        return new ReportLedger
        {
            Member = ledger.Ledger.Site.Value,
            Dataset = ledger.Ledger.Dataset,
            Budget = ledger.Budget?.Epsilon,
            Delta = at,
            Spent = spent,
            Left = ledger.Budget is { } budget && spent is { } cost ? Math.Max(0, budget.Epsilon - cost) : null,
            Reserved = ledger.Reserved.Count,
            Runs = [.. ledger.Charges.Select(charge => new ReportLedgerRun
            {
                Run = charge.Run.Value,
                Rounds = string.Join(',', charge.Rounds.Select(Text)),
                Releases = charge.Total.Count,
                Mechanism = charge.PerRound.Mechanism is NoiseFreeRelease ? "noise-free" : "distributed-discrete-gaussian",
                Epsilon = Bound(composition.Epsilon([charge.Total], at)),
            })],
        };
    }

    private static double? Bound(double epsilon) => double.IsPositiveInfinity(epsilon) ? null : epsilon;

    private static string Text(RoundSpan span) => span.First == span.Last
        ? span.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{span.First}-{span.Last}");
}
