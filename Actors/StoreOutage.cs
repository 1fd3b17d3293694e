namespace Tapestry.Actors;

/// <summary>A worker or pump could not reach its store, or met conflicts only; it goes on by itself.</summary>
/// <param name="Exception">What the last of its tries met.</param>
/// <param name="Failures">Turns that failed in a row, this one included.</param>
/// <param name="RetryAt">When it tries again.</param>
public sealed record StoreOutage(RetriesExhaustedException Exception, int Failures, DateTimeOffset RetryAt);
