namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>Why a handshake ended without a sum; the numbers are persisted, append only.</summary>
public enum AbandonReason
{
    /// <summary>It did not.</summary>
    None = 0,

    /// <summary>Fewer members than the threshold advertised keys.</summary>
    TooFewAdvertisements = 1,

    /// <summary>A member advertised and then withheld its part of the graph's seed: try again without it.</summary>
    NonceWithheld = 2,

    /// <summary>Fewer members than the threshold dealt shares.</summary>
    TooFewSharers = 3,

    /// <summary>Fewer inputs than the threshold arrived.</summary>
    TooFewInputs = 4,

    /// <summary>Fewer survivors than the threshold signed the survivor set.</summary>
    TooFewSignatures = 5,

    /// <summary>Fewer shares of some secret were revealed than recover it.</summary>
    TooFewShares = 6,

    /// <summary>A member dealt shares that do not make up the secret it committed to: try again without it.</summary>
    DealerCheated = 7,

    /// <summary>The operator or the round's rules ended it.</summary>
    Cancelled = 8,

    /// <summary>On a sparse graph, a member advertised and then dealt no shares: try again without it.</summary>
    SharesWithheld = 9,
}
