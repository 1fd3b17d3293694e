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
    public void Examine(in EncodedChunk chunk, int largestProductBits, uint largest, ref EncodingTally tally)
    {
        var product = BitConverter.Int32BitsToSingle(largestProductBits);
        if (rule == OverflowRule.Clamp)
        {
            if (!(product <= ClampLimit))
            {
                tally.AddClamped(CountBeyond(chunk));
            }
        }
        else if (largest > (uint)Limit || !((double)product <= RoundingInput.Int32Limit))
        {
            AddFirstOffender(chunk, ref tally);
        }
    }

    private int CountBeyond(in EncodedChunk chunk)
    {
        var count = 0;
        var limit = ClampLimit;
        foreach (var value in chunk.Rotated)
        {
            count += MathF.Abs(value * chunk.Scale) > limit ? 1 : 0;
        }

        return count;
    }

    private void AddFirstOffender(in EncodedChunk chunk, ref EncodingTally tally)
    {
        for (var i = 0; i < chunk.Rotated.Length; i++)
        {
            var product = chunk.Rotated[i] * chunk.Scale;
            var isInt32 = Math.Abs((double)product) <= RoundingInput.Int32Limit;
            if (!isInt32 || Math.Abs((long)chunk.Rounded[i]) > Limit)
            {
                tally.AddOffender(chunk.First + i, isInt32 ? chunk.Rounded[i] : (int)product);
                return;
            }
        }
    }
}
