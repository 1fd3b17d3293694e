using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A run in a list.</summary>
/// <param name="Run">The run.</param>
/// <param name="Consortium">Whose run it is.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Sites">Sites that get tickets.</param>
/// <param name="Rounds">Certified rounds wanted.</param>
/// <param name="CertifiedRounds">Rounds certified so far.</param>
/// <param name="LatestRound">The number of the latest round opened; 0 before the first.</param>
/// <param name="Reason">Why it failed or was stopped; null otherwise.</param>
public sealed record RunSummary(
    RunId Run, ConsortiumId Consortium, RunPhase Phase, int Sites, int Rounds, int CertifiedRounds, int LatestRound, string? Reason = null);
