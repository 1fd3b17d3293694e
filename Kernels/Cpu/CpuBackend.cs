using System.Globalization;
using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Cpu;

/// <summary>The kernels on this machine's cores, in the widest registers that it has.</summary>
public sealed class CpuBackend : IKernelBackend
{
    private readonly int cores;

    /// <summary>Uses every core.</summary>
    public CpuBackend()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>Uses so many cores at most.</summary>
    /// <param name="cores">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1.</exception>
    public CpuBackend(int cores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        this.cores = cores;
    }

    /// <inheritdoc/>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"CPU, {(int)SimdWidths.Widest}-bit registers, {cores} {(cores == 1 ? "core" : "cores")}");

    /// <inheritdoc/>
    public void Rotate(
        Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength) =>
        RandomizedHadamard.Rotate(values, seed, blockLength, cores);

    /// <inheritdoc/>
    public void Unrotate(
        Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength) =>
        RandomizedHadamard.Unrotate(values, seed, blockLength, cores);

    /// <inheritdoc/>
    public void RoundNearest(ReadOnlySpan<float> values, float scale, Span<int> rounded) =>
        NearestRounding.Round(values, scale, rounded);

    /// <inheritdoc/>
    public void RoundStochastic(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded) =>
        StochasticRounding.Round(values, scale, draw, rounded, cores);

    /// <inheritdoc/>
    public void RoundAndPack(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed) =>
        StochasticRounding.RoundAndPack(values, scale, draw, bits, packed, cores);

    /// <inheritdoc/>
    public void Keystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination) =>
        ChaCha20.Keystream(key, nonce, byteOffset, destination, cores);

    /// <inheritdoc/>
    public void ApplyMasks(
        Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate = 0) =>
        Masks.Apply(packed, count, bits, masks, firstCoordinate, cores);

    /// <inheritdoc/>
    public void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed) => BitPacking.Pack(values, bits, packed);

    /// <inheritdoc/>
    public void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed) =>
        BitPacking.PackChecked(values, bits, packed);

    /// <inheritdoc/>
    public void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values) =>
        BitPacking.UnpackSigned(packed, bits, values);

    /// <inheritdoc/>
    public void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values) =>
        BitPacking.UnpackUnsigned(packed, bits, values);

    /// <inheritdoc/>
    public void AddPacked(Span<byte> accumulator, ReadOnlySpan<byte> addend, int count, int bits) =>
        PackedSum.Add(accumulator, addend, count, bits);

    /// <inheritdoc/>
    public void SubtractPacked(Span<byte> accumulator, ReadOnlySpan<byte> subtrahend, int count, int bits) =>
        PackedSum.Subtract(accumulator, subtrahend, count, bits);

    /// <inheritdoc/>
    public IPayloadCodec CodecFor(ContributionEncoding encoding) => PayloadCodecs.For(encoding);

    /// <summary>Does nothing: there is nothing to release.</summary>
    public void Dispose()
    {
    }
}
