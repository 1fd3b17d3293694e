namespace Tapestry.Client.Cli.Reports;

/// <summary>Bytes between the sites and the region over the whole run.</summary>
public sealed record ReportTraffic
{
    /// <summary>From all sites to the region.</summary>
    public required long BytesUp { get; init; }

    /// <summary>From the region to all sites.</summary>
    public required long BytesDown { get; init; }

    /// <summary>What the same steps would have moved, both ways, with a gradient exchange after every step.</summary>
    public required long SynchronousDataParallelBytes { get; init; }
}
