namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>Where a site stands in a handshake; the numbers are persisted, append only.</summary>
public enum SitePhase
{
    /// <summary>It advertised its keys and waits for the others'.</summary>
    Advertised = 1,

    /// <summary>It revealed its part of the graph's seed and waits for the others'.</summary>
    NonceRevealed = 2,

    /// <summary>It dealt shares and waits for those dealt to it.</summary>
    SharesDealt = 3,

    /// <summary>Its masks are known; the input is to be masked and committed.</summary>
    Masking = 4,

    /// <summary>Its input is committed and may leave; it waits for the survivor set.</summary>
    InputCommitted = 5,

    /// <summary>It signed a survivor set and waits for the unmask request.</summary>
    SurvivorsSigned = 6,

    /// <summary>It revealed its shares; nothing follows.</summary>
    Unmasked = 7,

    /// <summary>It left the handshake; nothing follows.</summary>
    Abandoned = 8,
}
