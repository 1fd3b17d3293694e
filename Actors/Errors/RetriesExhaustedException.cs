namespace Tapestry.Actors;

/// <summary>A call met a conflict in the store as often as it may be tried; it changed nothing.</summary>
public sealed class RetriesExhaustedException(string call, int attempts, StoreConflictException innerException)
    : GrainHostException(
        $"{call} met a conflict in the store {attempts} times in a row. Remedy: try again later; "
        + "if it persists, find the process that holds the database, or raise MaxCallAttempts.",
        innerException)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; } = attempts;
}
