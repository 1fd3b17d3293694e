using Tapestry.Grains.Interfaces.Gateway;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>Answer to a cohort query.</summary>
/// <param name="Status">How the wait ended.</param>
/// <param name="Decision">The decision when ready.</param>
public sealed record CohortWait(WaitStatus Status, CohortDecision? Decision = null);
