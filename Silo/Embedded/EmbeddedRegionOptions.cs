using Tapestry.Silo.Retention;

namespace Tapestry.Silo.Embedded;

/// <summary>Where and how an embedded region runs.</summary>
public sealed record EmbeddedRegionOptions
{
    /// <summary>Folder for the database, the blobs and the region's key; made when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Jobs that run at the same time.</summary>
    public int JobSlots { get; init; } = 2;

    /// <summary>What is kept of the past.</summary>
    public RetentionOptions Retention { get; init; } = new();
}
