using Tapestry.Kernels.Optimizers;

namespace Tapestry.Training.Local;

/// <summary>How a site trains between two rounds.</summary>
public sealed record LocalTrainingOptions
{
    /// <summary>Sequences a step, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Targets a sequence, from 1 to the model's longest.</summary>
    public required int SequenceLength { get; init; }

    /// <summary>Learning rate by global step.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>Hyperparameters of the optimizer.</summary>
    public AdamWOptions Optimizer { get; init; } = new() { WeightDecay = 0.1f };

    /// <summary>Largest global L2 norm of a gradient; a longer one is scaled to it. Over 0; infinity turns it off.</summary>
    public float MaxGradientNorm { get; init; } = 1;

    /// <summary>Threads of one step's native operations, at least 1. Sites that share a machine take 1 each.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Tokens a step.</summary>
    public int TokensPerStep => checked(BatchSize * SequenceLength);

    /// <summary>Checks every field.</summary>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">A field is outside its range; the message names it.</exception>
    public LocalTrainingOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SequenceLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        Schedule.Validate();
        if (!(MaxGradientNorm > 0))
        {
            throw new ArgumentException($"MaxGradientNorm is {MaxGradientNorm}; it must be over 0.");
        }

        return this;
    }
}
