namespace Tapestry.Silo.Telemetry;

/// <summary>A phase of a round as it was.</summary>
/// <param name="Name"><c>training</c>, <c>contributing</c>, a step of the handshake such as <c>deal-shares</c>, or <c>merging</c>.</param>
/// <param name="Attempt">The handshake that the step belongs to, from 1; null outside of handshakes.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
internal sealed record TimedPhase(string Name, int? Attempt, DateTimeOffset From, DateTimeOffset To);
