using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>How a long poll ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WaitStatus>))]
public enum WaitStatus
{
    /// <summary>What was waited for is here.</summary>
    Ready = 0,

    /// <summary>Nothing came in the time: ask again.</summary>
    Waiting = 1,

    /// <summary>Nothing will come any more.</summary>
    Over = 2,
}
