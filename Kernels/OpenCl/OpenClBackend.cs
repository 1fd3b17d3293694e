using System.Runtime.InteropServices;
using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.OpenCl;

/// <summary>
/// The kernels on an OpenCL device. Calls from several threads run one after another; a vector that exceeds the memory
/// limit goes in tiles, with the same bits. When the device fails a call throws <see cref="OpenClException"/>, and memory
/// that it was to update is as it was; <see cref="KernelBackends"/> then goes on with the CPU.
/// </summary>
public sealed class OpenClBackend : IKernelBackend
{
    private readonly OpenClSession session;
    private readonly DeviceRotation rotation;
    private readonly DeviceRounding rounding;
    private readonly DeviceKeystream keystream;
    private readonly DeviceMasks masking;
    private readonly DevicePacking packing;
    private readonly DevicePackedSum packedSum;
    private readonly DeviceCodecs codecs;

    /// <summary>Selects a device and compiles the kernels for it.</summary>
    /// <param name="options">Which device and how much of its memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">The memory limit is below the least.</exception>
    /// <exception cref="OpenClException">There is no loader or no usable device, or the driver fails.</exception>
    public OpenClBackend(OpenClOptions options)
        : this(OpenClLibrary.Load(), options, ProgramSource.Read())
    {
    }

    internal OpenClBackend(OpenClApi api, OpenClOptions options, string source)
    {
        session = OpenClSession.Start(api, options, source);
        rotation = new DeviceRotation(session);
        rounding = new DeviceRounding(session);
        keystream = new DeviceKeystream(session);
        masking = new DeviceMasks(session);
        packing = new DevicePacking(session);
        packedSum = new DevicePackedSum(session);
        codecs = new DeviceCodecs(session);
    }

    /// <summary>The device in use.</summary>
    public OpenClDevice Device => session.Device;

    /// <inheritdoc/>
    public string Description => $"OpenCL, {Device}";

    /// <inheritdoc/>
    public void Rotate(
        Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength) =>
        rotation.Apply(values, seed, blockLength, inverse: false);

    /// <inheritdoc/>
    public void Unrotate(
        Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength) =>
        rotation.Apply(values, seed, blockLength, inverse: true);

    /// <inheritdoc/>
    public void RoundNearest(ReadOnlySpan<float> values, float scale, Span<int> rounded) =>
        rounding.Nearest(values, scale, rounded);

    /// <inheritdoc/>
    public void RoundStochastic(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded) =>
        rounding.Stochastic(values, scale, draw, rounded);

    /// <inheritdoc/>
    public void RoundAndPack(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed) =>
        rounding.StochasticAndPack(values, scale, draw, bits, packed);

    /// <inheritdoc/>
    public void Keystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination) =>
        keystream.Keystream(key, nonce, byteOffset, destination);

    /// <inheritdoc/>
    public void ApplyMasks(
        Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate = 0) =>
        masking.Apply(packed, count, bits, masks, firstCoordinate);

    /// <inheritdoc/>
    public void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed) => packing.Pack(values, bits, packed);

    /// <inheritdoc/>
    public void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed) =>
        packing.PackChecked(values, bits, packed);

    /// <inheritdoc/>
    public void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values) =>
        packing.Unpack(packed, bits, values, signed: true);

    /// <inheritdoc/>
    public void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values) =>
        packing.Unpack(packed, bits, MemoryMarshal.Cast<uint, int>(values), signed: false);

    /// <inheritdoc/>
    public void AddPacked(Span<byte> accumulator, ReadOnlySpan<byte> addend, int count, int bits) =>
        packedSum.Apply(accumulator, addend, count, bits, subtract: false);

    /// <inheritdoc/>
    public void SubtractPacked(Span<byte> accumulator, ReadOnlySpan<byte> subtrahend, int count, int bits) =>
        packedSum.Apply(accumulator, subtrahend, count, bits, subtract: true);

    /// <inheritdoc/>
    public IPayloadCodec CodecFor(ContributionEncoding encoding) => codecs.For(encoding);

    /// <summary>Waits for running calls and gives everything back to the driver.</summary>
    public void Dispose() => session.Dispose();
}
