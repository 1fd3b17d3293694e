namespace Tapestry.Kernels.SecureEncoding;

/// <summary>What the rounded integers of one shard were, before noise.</summary>
public readonly record struct EncodingReport
{
    /// <summary>The largest magnitude, after clamping.</summary>
    public required uint LargestMagnitude { get; init; }

    /// <summary>
    /// The exact sum of squares. Summed over all shards it must be within the norm bound that privacy is calibrated to;
    /// else all shards are measured again with the next attempt.
    /// </summary>
    public required UInt128 SumOfSquares { get; init; }

    /// <summary>Coordinates that <see cref="OverflowRule.Clamp"/> brought to the limit.</summary>
    public required long ClampedCoordinates { get; init; }
}
