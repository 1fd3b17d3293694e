namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>Where a region stands in a handshake; the numbers are persisted, append only.</summary>
public enum RegionPhase
{
    /// <summary>Sites advertise keys.</summary>
    Advertising = 1,

    /// <summary>Sites reveal their parts of the graph's seed; complete graphs skip it.</summary>
    RevealingNonces = 2,

    /// <summary>Sites deal shares.</summary>
    DealingShares = 3,

    /// <summary>Sites mask and upload.</summary>
    CollectingInputs = 4,

    /// <summary>Survivors sign the survivor set.</summary>
    SigningSurvivors = 5,

    /// <summary>Survivors reveal shares.</summary>
    Unmasking = 6,

    /// <summary>Every secret that stands between the inputs and their sum is known.</summary>
    Unmasked = 7,

    /// <summary>Too few answered, or a dealer cheated: the handshake is over and what was sent is useless.</summary>
    Abandoned = 8,
}
