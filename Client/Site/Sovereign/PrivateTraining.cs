using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Sovereign;

/// <summary>Training that never leaves the machine: a start, data, a length.</summary>
public sealed record PrivateTraining
{
    /// <summary>Starting parameters, flat float32.</summary>
    public required ReadOnlyMemory<float> Start { get; init; }

    /// <summary>Moments to go on with, changed in place; null starts without.</summary>
    public OptimizerState? Optimizer { get; init; }

    /// <summary>Batches by step.</summary>
    public required ITokenBatchSource Batches { get; init; }

    /// <summary>Shape of a batch, learning rate and optimizer; the threads are the compute pool's.</summary>
    public required LocalTrainingOptions Options { get; init; }

    /// <summary>Steps to take, at least 1.</summary>
    public required int Steps { get; init; }
}
