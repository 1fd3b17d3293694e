using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>
/// Turns one shard of a site's update into the masked integers that leave the site: clip and weigh, rotate, round
/// stochastically to steps of the granularity, add noise, pack mod 2^b, mask. One pass over memory.
/// </summary>
/// <remarks>
/// <para>
/// Definition, each step by its own kernel: <c>v = x * factor</c>; <see cref="RandomizedHadamard"/>;
/// <see cref="StochasticRounding"/> with scale <c>1 / granularity</c> in fp32, then the overflow rule; noise sample
/// i added to coordinate i mod 2^32; <see cref="BitPacking"/>; <see cref="Masks"/> from coordinate 0.
/// Residual: <c>(x * factor - decode(own integers before noise)) / weight</c>, so what is decoded plus the residual is
/// the clipped update up to the rounding of that one difference.
/// </para>
/// <para>
/// Laws: where masks cancel in a cohort, the sum mod 2^b of its encodings is the sum of its rounded integers, exactly
/// if each is within <see cref="SecureEncodingOptions.Headroom"/>; bytes, residual and report are the same at any
/// register width and number of cores.
/// </para>
/// </remarks>
public static unsafe class SecureEncoder
{
    /// <summary>Exact size of an encoded shard in bytes.</summary>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    /// <param name="options">What all sites agree on.</param>
    public static long ByteCount(int elementCount, SecureEncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return BitPacking.ByteCount(elementCount, options.BitsPerCoordinate);
    }

    /// <summary>Encodes one shard.</summary>
    /// <param name="values">The shard of the update with the last round's residual added, fp32; unchanged.</param>
    /// <param name="options">What all sites agree on.</param>
    /// <param name="factor">Clip and weight of the whole update.</param>
    /// <param name="secrets">Randomness and keys of this shard. One encoding a key: never send two under the same masks.</param>
    /// <param name="packed">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <param name="residual">Receives what is to be added next round, as many coordinates, not in the memory of <paramref name="values"/>; empty for none.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option or cores is outside its range; nothing was written.</exception>
    /// <exception cref="OverflowHeadroomException">So many contributions leave no payload; nothing was written.</exception>
    /// <exception cref="LengthMismatchException">A buffer has another length; nothing was written.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; packed and residual were cleared.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is too large to rotate; packed and residual were cleared.</exception>
    /// <exception cref="EncodingOverflowException">A rotated coordinate is beyond the limit; packed and residual were cleared.</exception>
    public static EncodingReport Encode(
        ReadOnlySpan<float> values,
        SecureEncodingOptions options,
        in UpdateFactor factor,
        in ContributionSecrets secrets,
        Span<byte> packed,
        Span<float> residual = default,
        int cores = 1) =>
        Encode(values, options, factor, secrets, packed, residual, cores, SimdWidths.Widest);

    /// <summary>
    /// Rounds as <see cref="Encode(ReadOnlySpan{float}, SecureEncodingOptions, in UpdateFactor, in ContributionSecrets, Span{byte}, Span{float}, int)"/>
    /// does and writes nothing: to find the attempt whose norm over all shards is within the bound before masks are used.
    /// </summary>
    /// <param name="values">The shard of the update, fp32.</param>
    /// <param name="options">What all sites agree on.</param>
    /// <param name="factor">Clip and weight of the whole update.</param>
    /// <param name="draw">The random numbers of the rounding.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option or cores is outside its range.</exception>
    /// <exception cref="OverflowHeadroomException">So many contributions leave no payload.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is too large to rotate.</exception>
    /// <exception cref="EncodingOverflowException">A rotated coordinate is beyond the limit.</exception>
    public static EncodingReport Measure(
        ReadOnlySpan<float> values,
        SecureEncodingOptions options,
        in UpdateFactor factor,
        in RoundingDraw draw,
        int cores = 1)
    {
        EncodingInput.ThrowUnlessValid(options, factor, cores);
        return Run(values, options, factor, new ContributionSecrets { Rounding = draw }, [], [], cores, SimdWidths.Widest);
    }

    internal static EncodingReport Encode(
        ReadOnlySpan<float> values,
        SecureEncodingOptions options,
        in UpdateFactor factor,
        in ContributionSecrets secrets,
        Span<byte> packed,
        Span<float> residual,
        int cores,
        SimdWidth widest)
    {
        EncodingInput.ThrowUnlessValid(options, factor, cores);
        EncodingInput.ThrowUnlessBuffers(values, options, secrets, packed, residual);
        try
        {
            return Run(values, options, factor, secrets, packed, residual, cores, widest);
        }
        catch
        {
            // Half an encoding is never seen: not even masked, and a residual belongs to bytes that were sent.
            packed.Clear();
            residual.Clear();
            throw;
        }
    }

    private static EncodingReport Run(
        ReadOnlySpan<float> values,
        SecureEncodingOptions options,
        in UpdateFactor factor,
        in ContributionSecrets secrets,
        Span<byte> packed,
        Span<float> residual,
        int cores,
        SimdWidth widest)
    {
        var rotation = new RotationPasses(options.Rotation, new RotationLayout(values.Length, options.BlockLength), widest);
        var tiles = new TileLayout(rotation.Layout);
        var noise = secrets.Noise is null ? default : GCHandle.Alloc(secrets.Noise);
        try
        {
            fixed (float* source = values, rest = residual)
            fixed (byte* destination = packed)
            fixed (MaskKey* masks = secrets.Masks)
            {
                var plan = new EncodingPlan
                {
                    Values = source,
                    Packed = destination,
                    Residual = rest,
                    Rotation = rotation,
                    Factor = factor,
                    Granularity = options.Granularity,
                    Scale = options.Scale,
                    Rule = new ChunkRule(options.Overflow, options.Headroom.MaxMagnitude),
                    Draw = secrets.Rounding,
                    Noise = noise.IsAllocated ? GCHandle.ToIntPtr(noise) : 0,
                    Masks = masks,
                    MaskCount = secrets.Masks.Length,
                    Bits = options.BitsPerCoordinate,
                    Widest = widest,
                };
                var kernel = new EncodingKernel(plan, tiles.TileLength);
                CoreSplit.Run(ref kernel, tiles.TailStart, tiles.TileLength, cores);
                kernel.RunTail(tiles.TailStart, tiles.TailLength);
                return EncodingInput.Report(values, options, factor, plan.Rule, kernel.Tally);
            }
        }
        finally
        {
            if (noise.IsAllocated)
            {
                noise.Free();
            }
        }
    }
}
