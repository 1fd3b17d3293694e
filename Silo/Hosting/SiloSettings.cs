using System.Net;
using Tapestry.Silo.Blobs.Azure;
using Tapestry.Silo.Http;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Telemetry.Export;

namespace Tapestry.Silo.Hosting;

/// <summary>What one silo of a region is: where it listens, and what all silos of the region share.</summary>
public sealed record SiloSettings
{
    /// <summary>Names the silo in leases and files; unique among silos that live at the same time.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Npgsql's connection string; null for SQLite. All silos of a region name the same database.</summary>
    public string? Postgres { get; init; }

    /// <summary>Path of the SQLite database of a region with one silo; null for PostgreSQL.</summary>
    public string? Sqlite { get; init; }

    /// <summary>Folder that all silos of the region share: evidence, the region's key, and blobs if <see cref="Azure"/> is null.</summary>
    public required string Folder { get; init; }

    /// <summary>Container of the region's blobs and uploads under way; null keeps them in the folder.</summary>
    public AzureContainer? Azure { get; init; }

    /// <summary>Jobs that run at the same time.</summary>
    public int JobSlots { get; init; } = 2;

    /// <summary>Time after which another silo takes over a job of a dead one.</summary>
    public TimeSpan JobLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for requests under way when the silo stops.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Who the silo is and whom it takes at their word; null serves plain HTTP to everybody who reaches it.</summary>
    public RegionIdentity? Identity { get; init; }

    /// <summary>Where metrics and traces go; null sends nothing to anybody.</summary>
    public TelemetrySettings? Telemetry { get; init; }

    /// <summary>What the API takes.</summary>
    public ApiLimits Limits { get; init; } = new();
}
