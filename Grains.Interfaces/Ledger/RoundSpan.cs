namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Rounds of one run without a gap.</summary>
/// <param name="First">Number of the first, from 1.</param>
/// <param name="Last">Number of the last, at least <paramref name="First"/>.</param>
public sealed record RoundSpan(int First, int Last);
