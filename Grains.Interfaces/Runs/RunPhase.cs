using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunPhase>))]
public enum RunPhase
{
    /// <summary>Created, no round opened.</summary>
    Created = 0,

    /// <summary>A round is open.</summary>
    Running = 1,

    /// <summary>All rounds are certified.</summary>
    Completed = 2,

    /// <summary>Too many rounds in a row were abandoned.</summary>
    Failed = 3,

    /// <summary>An operator stopped it; the last certified base stands.</summary>
    Stopped = 4,
}
