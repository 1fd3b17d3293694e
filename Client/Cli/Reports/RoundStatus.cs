using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Reports;

/// <summary>How a round ended.</summary>
public enum RoundStatus
{
    /// <summary>Merged: its result is the next Shared Base.</summary>
    [JsonStringEnumMemberName("certified")]
    Certified,

    /// <summary>Given up by rule: the Shared Base stayed as it was.</summary>
    [JsonStringEnumMemberName("abandoned")]
    Abandoned,
}
