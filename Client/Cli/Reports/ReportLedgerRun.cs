namespace Tapestry.Client.Cli.Reports;

/// <summary>Equal releases of one run.</summary>
public sealed record ReportLedgerRun
{
    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>Its rounds, such as <c>1-4,6</c>.</summary>
    public required string Rounds { get; init; }

    /// <summary>Releases of all these rounds.</summary>
    public required long Releases { get; init; }

    /// <summary>How they were released: <c>noise-free</c> or <c>distributed-discrete-gaussian</c>.</summary>
    public required string Mechanism { get; init; }

    /// <summary>Epsilon of these releases by themselves; null when no bound holds.</summary>
    public double? Epsilon { get; init; }
}
