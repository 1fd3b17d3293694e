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
    /// <param name="learningRates">Sum of the inner learning rates of the next round's local steps; above 0.</param>
    public static float Of(RunDefinition definition, MeanUpdateSize? last, int shard, float learningRates)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var rms = Expected(last, shard, learningRates);
        var largest = SecureRunRules.LargestMagnitude(definition.Secure!.BitsPerCoordinate, definition.Sites.Count);
        return (float)(Headroom * rms / largest);
    }

    /// <summary>Updates are as large as the rates of their steps: AdamW moves a coordinate by about the rate, at most.</summary>
    private static double Expected(MeanUpdateSize? last, int shard, float learningRates)
    {
        var rms = last is null ? 0 : last.Rms[shard] * learningRates / last.LearningRates;
        return float.IsNormal((float)rms) ? rms : learningRates;
    }
}
