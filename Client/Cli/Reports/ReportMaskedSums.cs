namespace Tapestry.Client.Cli.Reports;

/// <summary>What the members of a secure round put into its masked side vector, as the region learned it: sums alone.</summary>
public sealed record ReportMaskedSums
{
    /// <summary>Members in the sums.</summary>
    public required int Members { get; init; }

    /// <summary>Training tokens of all of them.</summary>
    public required long Tokens { get; init; }

    /// <summary>Mean of their mean training losses, nats a token.</summary>
    public required double MeanLoss { get; init; }

    /// <summary>Mean of their held-out bits per byte of the base that the round began with.</summary>
    public required double BaseBitsPerByte { get; init; }
}
