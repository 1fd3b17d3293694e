using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A run's Shared Base in a list.</summary>
/// <param name="Run">The run.</param>
/// <param name="Round">The certified round that made it; 0 for the base that the run started from.</param>
/// <param name="Parameters">Parameters of its flat vector.</param>
/// <param name="Digest">Digest of its manifest.</param>
public sealed record ModelSummary(RunId Run, int Round, long Parameters, Sha256Digest Digest);
