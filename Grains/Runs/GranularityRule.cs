using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>
/// What the integer 1 stands for in the next round, from the mean update that the last one merged. A member's weighted
/// update is not larger than the mean of updates that do not oppose each other, so the mean's size is enough; a coordinate
/// beyond <see cref="Headroom"/> times it is cut off, and what was cut is in the member's residual.
/// </summary>
public static class GranularityRule
{
    /// <summary>Root mean squares between 0 and the largest integer: growth from one round to the next, and the tails of a rotated vector.</summary>
    public const double Headroom = 8;

    /// <summary>The granularity of a shard; above 0.</summary>
    /// <param name="definition">The run, with a secure plan.</param>
    /// <param name="last">The last merged mean update; null before the first.</param>
    /// <param name="shard">Index of the shard.</param>
    /// <param name="localSteps">Local steps of the next round.</param>
    public static float Of(RunDefinition definition, MeanUpdateSize? last, int shard, int localSteps)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var rms = Expected(definition, last, shard, localSteps);
        var largest = SecureRunRules.LargestMagnitude(definition.Secure!.BitsPerCoordinate, definition.Sites.Count);
        return (float)(Headroom * rms / largest);
    }

    /// <summary>Updates grow with the local steps. An AdamW step moves a coordinate by about the learning rate, at most.</summary>
    private static double Expected(RunDefinition definition, MeanUpdateSize? last, int shard, int localSteps)
    {
        var rms = last is null ? 0 : last.Rms[shard] * localSteps / last.LocalSteps;
        return float.IsNormal((float)rms) ? rms : (double)definition.LearningRate.Peak * localSteps;
    }
}
