namespace Tapestry.Actors.Storage;

/// <summary>What a worker presents when it writes about a job it claimed.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Fence"><see cref="JobRow.Fence"/> of the claim.</param>
public readonly record struct JobLease(Guid JobId, long Fence);
