using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>Local training is done; the numbers govern the site's weight.</summary>
public sealed record ReadyReport : SiteMessage
{
    /// <summary>The round.</summary>
    public required RoundId Round { get; init; }

    /// <summary>The ticket that was trained by.</summary>
    public required Sha256Digest Ticket { get; init; }

    /// <summary>Training tokens of the local steps, above 0; null when the site does not publish them.</summary>
    public required long? Tokens { get; init; }

    /// <summary>Mean training loss of the local steps, in nats a token; null when the site does not publish it.</summary>
    public required double? MeanLoss { get; init; }

    /// <summary>Bits per byte of the ticket's base on the site's held-out data, above 0; null when the site does not publish it.</summary>
    public required double? BaseBitsPerByte { get; init; }

    /// <summary>Bits per byte of the locally trained model on the same data; null when the policy does not need it.</summary>
    public double? LocalBitsPerByte { get; init; }

    /// <summary>Wall time of the local phase.</summary>
    public required TimeSpan TrainingTime { get; init; }

    /// <summary>Bytes of base shards fetched for this round.</summary>
    public required long BytesDownloaded { get; init; }
}
