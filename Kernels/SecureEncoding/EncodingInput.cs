using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>What an encoder refuses, before and after it has read the values.</summary>
internal static class EncodingInput
{
    public static void ThrowUnlessValid(SecureEncodingOptions options, in UpdateFactor factor, int cores)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowUnlessValid();
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        if (factor.Value <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(factor), factor.Value, "The factor was not set; use UpdateFactor.One for an update as it is.");
        }
    }

    public static void ThrowUnlessBuffers(
        ReadOnlySpan<float> values,
        SecureEncodingOptions options,
        in ContributionSecrets secrets,
        ReadOnlySpan<byte> packed,
        ReadOnlySpan<float> residual)
    {
        LengthMismatchException.ThrowUnlessEqual(
            packed.Length, BitPacking.ByteCount(values.Length, options.BitsPerCoordinate));
        if (!residual.IsEmpty)
        {
            LengthMismatchException.ThrowUnlessEqual(residual.Length, values.Length);
            if (residual.Overlaps(values))
            {
                throw new ArgumentException("The residual needs memory of its own: values must survive an error.", nameof(residual));
            }
        }

        if (secrets.Noise is { } noise && values.Length > noise.Law.StreamSamples)
        {
            throw new ArgumentOutOfRangeException(
                nameof(values), values.Length, $"One noise key yields {noise.Law.StreamSamples} samples; encode smaller shards.");
        }
    }

    /// <summary>The report, unless something that was read cannot be encoded.</summary>
    public static EncodingReport Report(
        ReadOnlySpan<float> values,
        SecureEncodingOptions options,
        in UpdateFactor factor,
        in ChunkRule rule,
        in EncodingTally tally)
    {
        if (!float.IsFinite(tally.LargestProduct))
        {
            ThrowUnlessRotatable(values, factor);
        }

        if (tally.FirstOffender is var (coordinate, integer))
        {
            throw new EncodingOverflowException(
                coordinate, integer, rule.Limit, options.Contributions, options.BitsPerCoordinate);
        }

        return new EncodingReport
        {
            LargestMagnitude = tally.LargestMagnitude,
            SumOfSquares = tally.SumOfSquares,
            ClampedCoordinates = tally.Clamped,
        };
    }

    private static void ThrowUnlessRotatable(ReadOnlySpan<float> values, in UpdateFactor factor)
    {
        Finite.ThrowIfNot(values, nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            if (!(MathF.Abs(values[i] * factor.Value) <= RandomizedHadamard.MaxMagnitude))
            {
                throw new ValueOutOfRangeException("a rotation", i, values[i], RandomizedHadamard.MaxMagnitude);
            }
        }
    }
}
