namespace Tapestry.Benchmarks.Trainer;

/// <summary>A trainer that takes turns.</summary>
internal interface ITrainerContestant : IDisposable
{
    /// <summary>Takes steps: forward, backward, clipping, AdamW.</summary>
    /// <returns>Seconds they took.</returns>
    Task<double> RunAsync(int steps, CancellationToken cancellationToken);
}
