using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>What a site does after it reported ready.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CohortDecision>))]
public enum CohortDecision
{
    /// <summary>The site is in the cohort: upload.</summary>
    Contribute = 0,

    /// <summary>The cohort was fixed without the site, or the round is over: wait for the next ticket.</summary>
    SitOut = 1,
}
