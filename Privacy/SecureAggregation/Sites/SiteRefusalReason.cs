namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>Why a site refuses; the numbers are recorded, append only.</summary>
public enum SiteRefusalReason
{
    /// <summary>Bytes that are no message, or whose content contradicts itself.</summary>
    Malformed = 1,

    /// <summary>A message or state of a format version that this build does not read.</summary>
    UnknownVersion = 2,

    /// <summary>A message of another run, round, attempt, cohort or policy, or for somebody else.</summary>
    CrossBound = 3,

    /// <summary>Another base model than the one the site trained from.</summary>
    DifferentBase = 4,

    /// <summary>A message of a step that is over.</summary>
    Replayed = 5,

    /// <summary>A message of a step that has not come.</summary>
    OutOfOrder = 6,

    /// <summary>A signature that is not the member's.</summary>
    BadSignature = 7,

    /// <summary>Fewer members than the site's own minimum, or than the threshold, take part.</summary>
    CohortTooSmall = 8,

    /// <summary>A member that the site did not pin, or not with this key.</summary>
    NotOnPinnedRoster = 9,

    /// <summary>The site itself is left out.</summary>
    SelfMissing = 10,

    /// <summary>Public parameters that no honest party may use.</summary>
    UnsoundParameters = 11,

    /// <summary>A weight, scale, bound or bit width with which the sum could wrap.</summary>
    CouldOverflow = 12,

    /// <summary>A graph planned for fewer colluding members than the site's policy expects.</summary>
    WeakGraph = 13,

    /// <summary>A public key that stands twice, or for two purposes.</summary>
    KeyReused = 14,

    /// <summary>A part of the graph's seed that is missing or not the one committed to.</summary>
    BadGraphNonce = 15,

    /// <summary>Shares that are missing, damaged, or not what their dealer committed to.</summary>
    BadShares = 16,

    /// <summary>Fewer survivors than the threshold or the site's own minimum.</summary>
    SurvivorSetTooSmall = 17,

    /// <summary>A survivor that never dealt shares.</summary>
    SurvivorSetNotSubset = 18,

    /// <summary>Another survivor set than the one the site signed.</summary>
    SurvivorSetDifferent = 19,

    /// <summary>Lists of survivors and dropouts that overlap or leave somebody out.</summary>
    ListsDisagree = 20,

    /// <summary>Fewer valid signatures under the survivor set than the threshold.</summary>
    TooFewSignatures = 21,

    /// <summary>A second unmask request for the round.</summary>
    SecondUnmaskRequest = 22,

    /// <summary>Another handshake for a round in which the site's input already left.</summary>
    AlreadyContributed = 23,

    /// <summary>A handshake that is not newer than the one the site took part in.</summary>
    AttemptNotNewer = 24,

    /// <summary>On a sparse graph, a member that advertised keys is said to have dealt no shares.</summary>
    DealerMissing = 25,
}
