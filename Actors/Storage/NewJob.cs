namespace Tapestry.Actors.Storage;

/// <summary>A job to queue.</summary>
/// <param name="Id">Primary key.</param>
/// <param name="Kind">Registered kind.</param>
/// <param name="Payload">UTF-8 JSON.</param>
/// <param name="Priority">Higher goes first.</param>
/// <param name="NotBefore">Not claimed before this time.</param>
/// <param name="MaxAttempts">Claims before it is dead.</param>
/// <param name="QueuedAt">UTC, whole microseconds.</param>
public sealed record NewJob(
    Guid Id, string Kind, ReadOnlyMemory<byte> Payload, int Priority, DateTimeOffset NotBefore, int MaxAttempts,
    DateTimeOffset QueuedAt)
{
    /// <summary>The span that queued it, as a W3C <c>traceparent</c>; null without one.</summary>
    public string? TraceParent { get; init; }
}
