namespace Tapestry.Actors;

/// <summary>The store cannot be used.</summary>
public sealed class StoreUnavailableException(string what, string why, string remedy, Exception? innerException = null)
    : GrainHostException($"{what}: {why} Remedy: {remedy}", innerException)
{
    /// <summary>What was attempted.</summary>
    public string What { get; } = what;

    /// <summary>Why it failed.</summary>
    public string Why { get; } = why;

    /// <summary>What helps.</summary>
    public string Remedy { get; } = remedy;
}
