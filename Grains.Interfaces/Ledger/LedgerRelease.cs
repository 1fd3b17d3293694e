namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>A mechanism run a number of times on the same data, each time with fresh randomness.</summary>
/// <param name="Mechanism">What is run.</param>
/// <param name="Count">How often, at least 1.</param>
public sealed record LedgerRelease(ReleaseMechanism Mechanism, long Count = 1);
