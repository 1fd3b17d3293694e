namespace Tapestry.Actors.Storage;

/// <summary>A reminder as stored.</summary>
/// <param name="Grain">The grain it belongs to.</param>
/// <param name="Name">Unique within the grain.</param>
/// <param name="DueAt">When it is due by its schedule.</param>
/// <param name="Period">Time between deliveries, or null for a single one.</param>
/// <param name="RunAt">When it is delivered next: the due time, or later after failures.</param>
/// <param name="Failures">Failed deliveries since the last one that succeeded.</param>
/// <param name="FailureReason">Why the last delivery failed; null when none did.</param>
public sealed record ReminderRow(
    GrainId Grain, string Name, DateTimeOffset DueAt, TimeSpan? Period, DateTimeOffset RunAt, int Failures,
    string? FailureReason);
