namespace Tapestry.Client.Sdk.Http;

/// <summary>How a client reaches a region.</summary>
public sealed record RegionConnectionOptions
{
    /// <summary>Addresses of its silos; the client stays with one and goes to the next when it fails.</summary>
    public required IReadOnlyList<Uri> Silos { get; init; }

    /// <summary>Who the client is and whom it trusts; null for plain HTTP, where nobody is authenticated.</summary>
    public RegionCredentials? Credentials { get; init; }

    /// <summary>Wait after all silos failed once; it doubles with every further turn, times a random factor from 0.5 to 1.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between two turns.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time after which a request that no silo answers is given up; null to try until cancelled.</summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>Random factor of the waits, from 0 to below 1; null for the system's source.</summary>
    public Func<double>? Jitter { get; init; }

    /// <summary>Silence after which a stream of events counts as torn; a region shows that it lives every 15 seconds.</summary>
    public TimeSpan StreamSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait for the answer to one request, long polls excepted.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long the region may hold a long poll.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a piece of an upload.</summary>
    public int PieceBytes { get; init; } = 4 << 20;

    /// <summary>What requests pass through on their way, such as a limit of bandwidth; null for nothing.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Through { get; init; }

    /// <summary>Told about every failed try, for a log.</summary>
    public Action<Uri, string>? OnFailure { get; init; }
}
