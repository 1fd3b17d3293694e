using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.Backends;

/// <summary>
/// The kernels between the trainer and the wire, on whatever runs them. May be used from several threads.
/// </summary>
/// <remarks>
/// Law: every backend gives the bits that the class named at each method defines, for every input, and refuses what
/// that class refuses with the same error. A call that is refused or fails leaves memory that it was to update as it was; what it was
/// only to write may hold part of a result, or zeros.
/// </remarks>
public interface IKernelBackend : IDisposable
{
    /// <summary>What runs the kernels, for people.</summary>
    string Description { get; }

    /// <inheritdoc cref="RandomizedHadamard.Rotate(Span{float}, in RotationSeed, int, int)"/>
    void Rotate(Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength);

    /// <inheritdoc cref="RandomizedHadamard.Unrotate(Span{float}, in RotationSeed, int, int)"/>
    void Unrotate(Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength);

    /// <inheritdoc cref="NearestRounding.Round(ReadOnlySpan{float}, float, Span{int})"/>
    void RoundNearest(ReadOnlySpan<float> values, float scale, Span<int> rounded);

    /// <inheritdoc cref="StochasticRounding.Round(ReadOnlySpan{float}, float, in RoundingDraw, Span{int}, int)"/>
    void RoundStochastic(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded);

    /// <inheritdoc cref="StochasticRounding.RoundAndPack(ReadOnlySpan{float}, float, in RoundingDraw, int, Span{byte}, int)"/>
    void RoundAndPack(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed);

    /// <inheritdoc cref="ChaCha20.Keystream(ReadOnlySpan{byte}, ReadOnlySpan{byte}, long, Span{byte}, int)"/>
    void Keystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination);

    /// <inheritdoc cref="Masks.Apply(Span{byte}, int, int, ReadOnlySpan{MaskKey}, long, int)"/>
    void ApplyMasks(Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate = 0);

    /// <inheritdoc cref="BitPacking.Pack(ReadOnlySpan{int}, int, Span{byte})"/>
    void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed);

    /// <inheritdoc cref="BitPacking.PackChecked(ReadOnlySpan{int}, int, Span{byte})"/>
    void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed);

    /// <inheritdoc cref="BitPacking.UnpackSigned(ReadOnlySpan{byte}, int, Span{int})"/>
    void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values);

    /// <inheritdoc cref="BitPacking.UnpackUnsigned(ReadOnlySpan{byte}, int, Span{uint})"/>
    void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values);

    /// <inheritdoc cref="PackedSum.Add(Span{byte}, ReadOnlySpan{byte}, int, int)"/>
    void AddPacked(Span<byte> accumulator, ReadOnlySpan<byte> addend, int count, int bits);

    /// <inheritdoc cref="PackedSum.Subtract(Span{byte}, ReadOnlySpan{byte}, int, int)"/>
    void SubtractPacked(Span<byte> accumulator, ReadOnlySpan<byte> subtrahend, int count, int bits);

    /// <summary>The codec of an encoding, as <see cref="PayloadCodecs.For"/>; valid as long as the backend.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This build knows no such encoding.</exception>
    IPayloadCodec CodecFor(ContributionEncoding encoding);
}
