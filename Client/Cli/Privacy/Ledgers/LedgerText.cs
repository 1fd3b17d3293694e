using System.Globalization;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Cli.Privacy.Ledgers;

/// <summary>A ledger in lines for people.</summary>
internal static class LedgerText
{
    /// <summary>One line for the member and one for each run.</summary>
    public static IEnumerable<string> Lines(ReportLedger ledger) =>
    [
        $"{ledger.Member} ({ledger.Dataset}): spent {Epsilon(ledger.Spent)} at delta {Number(ledger.Delta)}, {Limit(ledger)}"
            + (ledger.Reserved == 0 ? "" : $", {ledger.Reserved} round(s) hold budget"),
        .. ledger.Runs.Select(run =>
            $"  run {run.Run}, rounds {run.Rounds}: {run.Releases} release(s), {run.Mechanism}, {Epsilon(run.Epsilon)} by themselves"),
    ];

    private static string Limit(ReportLedger ledger) => ledger.Budget is { } budget
        ? $"limit {Number(budget)}, left {(ledger.Left is { } left ? Number(Math.Floor(left * 1e6) / 1e6) : "nothing")}"
        : "no limit set";

    private static string Epsilon(double? epsilon) => epsilon is { } known ? $"epsilon {Rounding.Up(known)}" : "epsilon without bound";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
