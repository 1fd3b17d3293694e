namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>A sum without noise, or in a plain round the update itself: no epsilon bounds what it tells.</summary>
public sealed record NoiseFreeRelease : ReleaseMechanism;
