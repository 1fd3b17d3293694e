namespace Tapestry.Client.Cli.Reports;

/// <summary>One round of the consortium.</summary>
public sealed record ReportRound
{
    /// <summary>Number of the round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>Whether it changed the Shared Base.</summary>
    public required RoundStatus Status { get; init; }

    /// <summary>Inner steps of each site.</summary>
    public required int LocalSteps { get; init; }

    /// <summary>Wall time in which sites trained, in seconds.</summary>
    public required double SecondsTraining { get; init; }

    /// <summary>Wall time of everything else, in seconds.</summary>
    public required double SecondsOther { get; init; }

    /// <summary>Bytes from all sites to the region.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes from the region to all sites.</summary>
    public required long BytesDown { get; init; }

    /// <summary>Mean training loss of the sites, nats a token.</summary>
    public required double MeanLoss { get; init; }

    /// <summary>Held-out bits per byte of the Shared Base after the round, by language.</summary>
    public required IReadOnlyDictionary<string, double> HeldOutBitsPerByte { get; init; }

    /// <summary>Sums of the masked side vector; null unless the round is secure, certified and without noise.</summary>
    public ReportMaskedSums? MaskedSums { get; init; }
}
