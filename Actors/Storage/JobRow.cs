namespace Tapestry.Actors.Storage;

/// <summary>A job as stored.</summary>
public sealed record JobRow
{
    /// <summary>Primary key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Registered kind.</summary>
    public required string Kind { get; init; }

    /// <summary>UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Higher goes first.</summary>
    public required int Priority { get; init; }

    /// <summary>Not claimed before this time.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Claims so far, without those handed back.</summary>
    public required int Attempts { get; init; }

    /// <summary>Claims before it is dead.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Counts all claims; only the holder of the latest number may write.</summary>
    public required long Fence { get; init; }

    /// <summary>Who holds or last held the lease.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>End of the lease; null when the job is not leased.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Why the last attempt failed, or why the job is dead.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it became done or dead; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The span that queued it, as a W3C <c>traceparent</c>; null without one.</summary>
    public string? TraceParent { get; init; }
}
