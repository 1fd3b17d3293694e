using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>The overflow rule in numbers, applied to one chunk.</summary>
internal readonly struct ChunkRule(OverflowRule rule, int maxMagnitude)
{
    private readonly OverflowRule rule = rule;
    private readonly int maxMagnitude = maxMagnitude;

    /// <summary>The largest magnitude that is not an error.</summary>
    public int Limit => rule == OverflowRule.Refuse ? maxMagnitude : int.MaxValue;

    /// <summary>Where products are cut: the largest fp32 number within the limit, or nowhere.</summary>
    public float ClampLimit
    {
        get
        {
            if (rule != OverflowRule.Clamp)
            {
                return float.PositiveInfinity;
            }

            var nearest = (float)maxMagnitude;
            return nearest > (double)maxMagnitude ? MathF.BitDecrement(nearest) : nearest;
        }
    }

    /// <summary>Counts clamped coordinates and finds the first that is an error; most chunks have none.</summary>
    public void Examine(
        ReadOnlySpan<float> rotated, float scale, long first, int largestProductBits, uint largest, ref EncodingTally tally)
    {
        var product = BitConverter.Int32BitsToSingle(largestProductBits);
        if (rule == OverflowRule.Clamp)
        {
            if (!(product <= ClampLimit))
            {
                tally.AddClamped(CountBeyond(rotated, scale));
            }
        }
        else if (largest > (uint)Limit || !((double)product <= RoundingInput.Int32Limit))
        {
            AddFirstOffender(rotated, scale, first, ref tally);
        }
    }

    private int CountBeyond(ReadOnlySpan<float> rotated, float scale)
    {
        var count = 0;
        var limit = ClampLimit;
        foreach (var value in rotated)
        {
            count += MathF.Abs(value * scale) > limit ? 1 : 0;
        }

        return count;
    }
}
