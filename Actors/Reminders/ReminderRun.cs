namespace Tapestry.Actors;

/// <summary>What one pass over the due reminders did.</summary>
/// <param name="Delivered">Reminders received by their grains.</param>
/// <param name="Failures">Reminders whose delivery failed.</param>
public sealed record ReminderRun(int Delivered, IReadOnlyList<ReminderFailure> Failures);
