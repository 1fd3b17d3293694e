using System.Net;
using Tapestry.Silo.Http;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Hosting;

/// <summary>Where and how a silo serves its region.</summary>
public sealed record SiloServerOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Who the silo is and whom it takes at their word; null serves plain HTTP to everybody who reaches it.</summary>
    public RegionIdentity? Identity { get; init; }

    /// <summary>What the API takes.</summary>
    public ApiLimits Limits { get; init; } = new();

    /// <summary>Longest wait for requests under way when the silo stops.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Bytes of the longest body, a blob's.</summary>
    public long MaxBodyBytes { get; init; } = 1L << 30;
}
