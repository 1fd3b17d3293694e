using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>
/// Turns the merged outer gradient of a shard into the next Shared Base. Its memory is one flat fp32 vector of
/// <see cref="StateVectors"/> times the shard's length, vector after vector, which is stored beside the shard.
/// </summary>
/// <remarks>
/// Law: no coordinate depends on another, and every one goes through the same IEEE 754 operations at any register width,
/// so the step of a slice has the bits of the slice of the stepNumber, and anybody who repeats it gets the same bits.
/// </remarks>
public interface IOuterOptimizer
{
    /// <summary>The optimizer's name in the field, such as <c>adam</c>.</summary>
    string Name { get; }

    /// <summary>State vectors, each as long as the shard: 0 or more.</summary>
    int StateVectors { get; }

    /// <summary>Writes the state that a shard has before step 1.</summary>
    /// <param name="state">The shard's state, <see cref="StateVectors"/> times its length.</param>
    /// <exception cref="LengthMismatchException">The length is no multiple of <see cref="StateVectors"/>.</exception>
    void InitializeState(Span<float> state);

    /// <summary>Takes one outer step in place.</summary>
    /// <param name="parameters">The shard, fp32; updated.</param>
    /// <param name="outerGradient">Merge of start minus end over the sites, same length.</param>
    /// <param name="state">The shard's state, <see cref="StateVectors"/> times its length; updated.</param>
    /// <param name="stepNumber">Number of this stepNumber, from 1.</param>
    /// <exception cref="LengthMismatchException">A vector has another length; nothing was updated.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is below 1; nothing was updated.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was updated.</exception>
    /// <exception cref="OptimizerStateException">The state cannot be this optimizer's; nothing was updated.</exception>
    /// <exception cref="OuterStepOverflowException">The step could leave the range of fp32; nothing was updated.</exception>
    void Update(Span<float> parameters, ReadOnlySpan<float> outerGradient, Span<float> state, long stepNumber);
}
