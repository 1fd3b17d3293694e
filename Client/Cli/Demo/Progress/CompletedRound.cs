namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>What a finished round did.</summary>
public sealed record CompletedRound
{
    /// <summary>Number of the round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>Rounds of the run.</summary>
    public required int OfRounds { get; init; }

    /// <summary>False when the round was abandoned and the Shared Base stayed as it was.</summary>
    public bool IsCertified { get; init; } = true;

    /// <summary>Mean training loss of the sites over the round, nats a token.</summary>
    public required double MeanLoss { get; init; }

    /// <summary>Held-out bits per byte of the new Shared Base, by language.</summary>
    public required IReadOnlyDictionary<string, double> HeldOutBitsPerByte { get; init; }

    /// <summary>Bytes from all sites to the region.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes from the region to all sites.</summary>
    public required long BytesDown { get; init; }

    /// <summary>Wall time in which sites trained.</summary>
    public required TimeSpan Training { get; init; }

    /// <summary>Wall time of everything else in the round.</summary>
    public required TimeSpan Other { get; init; }
}
