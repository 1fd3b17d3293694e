namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>Why a region refuses a message; the numbers are recorded, append only.</summary>
public enum RegionRefusalReason
{
    /// <summary>Bytes that are no message, or whose content contradicts itself.</summary>
    Malformed = 1,

    /// <summary>A message of a format version that this build does not read.</summary>
    UnknownVersion = 2,

    /// <summary>A message of another run, round, attempt, cohort, base or policy, or for somebody else.</summary>
    CrossBound = 3,

    /// <summary>A signature that is not the member's.</summary>
    BadSignature = 4,

    /// <summary>From a member that has no part in this step.</summary>
    NotExpected = 5,

    /// <summary>After the step was closed: for ever.</summary>
    Late = 6,

    /// <summary>Before the step began.</summary>
    OutOfOrder = 7,

    /// <summary>Another message of the kind from the same member.</summary>
    Conflicting = 8,

    /// <summary>A public key that stands twice, serves two purposes, or is not on the curve.</summary>
    UnusableKey = 9,

    /// <summary>What is revealed is not what was committed to.</summary>
    CommitmentBroken = 10,

    /// <summary>Shares for other members than the graph says.</summary>
    WrongShares = 11,

    /// <summary>The member saw another handshake than the region.</summary>
    DifferentView = 12,
}
