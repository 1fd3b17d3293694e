namespace Tapestry.Benchmarks.Actors;

/// <summary>Event of a counter.</summary>
internal sealed record Counted(long Amount, long Count);
