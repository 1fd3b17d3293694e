namespace Tapestry.Actors.Storage;

/// <summary>A reminder to set or to remove.</summary>
/// <param name="Grain">The grain it belongs to.</param>
/// <param name="Name">Unique within the grain.</param>
/// <param name="DueAt">New due time; null removes the reminder.</param>
/// <param name="Period">Time between deliveries, or null for a single one.</param>
public sealed record ReminderChange(GrainId Grain, string Name, DateTimeOffset? DueAt, TimeSpan? Period);
