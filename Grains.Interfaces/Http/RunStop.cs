namespace Tapestry.Grains.Interfaces.Http;

/// <summary>An operator ends a run.</summary>
/// <param name="Reason">Why, for people.</param>
public sealed record RunStop(string Reason);
