namespace Tapestry.Grains.Interfaces.Rounds.Events;

/// <summary>Audit event: the cohort and its weights stand.</summary>
public sealed record CohortFixed(IReadOnlyList<CohortMember> Cohort);
