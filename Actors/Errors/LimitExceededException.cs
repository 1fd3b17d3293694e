namespace Tapestry.Actors;

/// <summary>A stated limit was crossed; nothing was written.</summary>
public sealed class LimitExceededException(string limit, long value, long maximum, string subject)
    : GrainHostException(
        $"{subject}: {limit} is {value}, the limit is {maximum}. "
        + $"Remedy: make it smaller, or raise {limit} for every host of this database.")
{
    /// <summary>Name of the limit, an option of the host.</summary>
    public string Limit { get; } = limit;

    /// <summary>What was asked for.</summary>
    public long Value { get; } = value;

    /// <summary>What is allowed.</summary>
    public long Maximum { get; } = maximum;
}
