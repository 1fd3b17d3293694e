namespace Tapestry.Actors;

/// <summary>The <see cref="GrainRegistry"/> does not know a grain interface, event, job kind or reminder target.</summary>
public sealed class NotRegisteredException(string what, string remedy)
    : GrainHostException($"{what} is not registered. Remedy: {remedy}")
{
    /// <summary>What is missing.</summary>
    public string What { get; } = what;
}
