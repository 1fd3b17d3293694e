namespace Tapestry.Actors;

/// <summary>A run of a job that did not end well.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Attempt">1 on the first run.</param>
/// <param name="Exception">What was thrown; <see cref="LeaseLostException"/> when the result came too late.</param>
/// <param name="RetryAt">When it runs again; null when it is dead or under another lease.</param>
public sealed record JobFailure(Guid JobId, string Kind, int Attempt, Exception Exception, DateTimeOffset? RetryAt);
