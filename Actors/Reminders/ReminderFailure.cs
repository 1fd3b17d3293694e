namespace Tapestry.Actors;

/// <summary>A delivery that failed; the reminder is kept.</summary>
/// <param name="Grain">The grain it belongs to.</param>
/// <param name="Name">The reminder.</param>
/// <param name="Exception">What the grain or the host threw.</param>
/// <param name="RetryAt">When it is delivered again.</param>
public sealed record ReminderFailure(GrainId Grain, string Name, Exception Exception, DateTimeOffset RetryAt);
