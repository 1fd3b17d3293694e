namespace Tapestry.Actors;

/// <summary>A grain interface, event, job kind or reminder target is used that the <see cref="GrainRegistry"/> does not know.</summary>
public sealed class NotRegisteredException(string what, string remedy)
    : GrainHostException($"{what} is not registered. Remedy: {remedy}")
{
    /// <summary>What is missing.</summary>
    public string What { get; } = what;
}
