namespace Tapestry.Client.Cli.Reports;

/// <summary>What site-level differential privacy cost and what its noise did.</summary>
public sealed record ReportPrivacy
{
    /// <summary>What the run may cost every member.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Probability with which epsilon may fail.</summary>
    public required double Delta { get; init; }

    /// <summary>L2 norm to which a member's update was clipped.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>Fewest members with which a sum was unmasked.</summary>
    public required int FewestSurvivors { get; init; }

    /// <summary>Of those, how many may have told their noise.</summary>
    public required int Colluders { get; init; }

    /// <summary>Standard deviation of the noise in a parameter of a round's mean update, all members taking part.</summary>
    public required double NoiseDeviation { get; init; }

    /// <summary>Expected L2 norm of the noise in a round's mean update.</summary>
    public required double NoiseNorm { get; init; }

    /// <summary>Largest norm that a round's mean update can have, over that of its noise.</summary>
    public required double LargestSignalToNoise { get; init; }

    /// <summary>What that means, for people.</summary>
    public required string Meaning { get; init; }

    /// <summary>What every member has spent, by the region's ledger.</summary>
    public required IReadOnlyList<ReportLedger> Ledgers { get; init; }
}
