namespace Tapestry.Client.Cli.Reports;

/// <summary>A member's privacy ledger, as <c>tapestry privacy ledger</c> and reports show it.</summary>
public sealed record ReportLedger
{
    /// <summary>The member's site.</summary>
    public required string Member { get; init; }

    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The most that all releases may cost; null when the member set no limit.</summary>
    public double? Budget { get; init; }

    /// <summary>Probability with which epsilon may fail.</summary>
    public required double Delta { get; init; }

    /// <summary>Epsilon of everything released; null when no bound holds, as for a release without noise.</summary>
    public double? Spent { get; init; }

    /// <summary>Budget less spent, 0 or more; null without either.</summary>
    public double? Left { get; init; }

    /// <summary>Rounds that hold budget and have not released.</summary>
    public required int Reserved { get; init; }

    /// <summary>What was spent by which run.</summary>
    public required IReadOnlyList<ReportLedgerRun> Runs { get; init; }
}
