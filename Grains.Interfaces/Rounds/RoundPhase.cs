using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>Where a round stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoundPhase>))]
public enum RoundPhase
{
    /// <summary>Sites train and report ready.</summary>
    Training = 0,

    /// <summary>The cohort is fixed; contributions arrive.</summary>
    Contributing = 1,

    /// <summary>One merge job per shard is under way.</summary>
    Merging = 2,

    /// <summary>All shards are published.</summary>
    Certified = 3,

    /// <summary>Ended without a merge; the Shared Base stays as it was.</summary>
    Abandoned = 4,

    /// <summary>The cohort is fixed and runs the handshake of secure aggregation.</summary>
    Aggregating = 5,
}
