using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.Backends;

/// <summary>
/// An OpenCL device until it fails, then another backend for good. A failed call left its inputs as they were, so the
/// other backend repeats it.
/// </summary>
internal sealed class FallbackBackend : IKernelBackend
{
    private readonly IKernelBackend device;
    private readonly IKernelBackend other;
    private readonly Action<string> warn;
    private IKernelBackend current;

    public FallbackBackend(IKernelBackend device, IKernelBackend other, Action<string> warn)
    {
        (this.device, this.other, this.warn) = (device, other, warn);
        current = device;
    }

    public string Description => current.Description;

    /// <summary>What runs the kernels now.</summary>
    public IKernelBackend Current => Volatile.Read(ref current);

    public static string Warning(OpenClException error, IKernelBackend other) =>
        $"OpenCL is not used: {error.Message} The kernels run on {other.Description} instead, with the same results.";

    public void Rotate(
        Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength)
    {
        try
        {
            current.Rotate(values, seed, blockLength);
        }
        catch (OpenClException error)
        {
            FallBack(error).Rotate(values, seed, blockLength);
        }
    }

    public void Unrotate(
        Span<float> values, in RotationSeed seed, int blockLength = RandomizedHadamard.DefaultBlockLength)
    {
        try
        {
            current.Unrotate(values, seed, blockLength);
        }
        catch (OpenClException error)
        {
            FallBack(error).Unrotate(values, seed, blockLength);
        }
    }

    public void RoundNearest(ReadOnlySpan<float> values, float scale, Span<int> rounded)
    {
        try
        {
            current.RoundNearest(values, scale, rounded);
        }
        catch (OpenClException error)
        {
            FallBack(error).RoundNearest(values, scale, rounded);
        }
    }

    public void RoundStochastic(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded)
    {
        try
        {
            current.RoundStochastic(values, scale, draw, rounded);
        }
        catch (OpenClException error)
        {
            FallBack(error).RoundStochastic(values, scale, draw, rounded);
        }
    }

    public void RoundAndPack(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed)
    {
        try
        {
            current.RoundAndPack(values, scale, draw, bits, packed);
        }
        catch (OpenClException error)
        {
            FallBack(error).RoundAndPack(values, scale, draw, bits, packed);
        }
    }

    public void Keystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination)
    {
        try
        {
            current.Keystream(key, nonce, byteOffset, destination);
        }
        catch (OpenClException error)
        {
            FallBack(error).Keystream(key, nonce, byteOffset, destination);
        }
    }

    public void ApplyMasks(
        Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate = 0)
    {
        try
        {
            current.ApplyMasks(packed, count, bits, masks, firstCoordinate);
        }
        catch (OpenClException error)
        {
            FallBack(error).ApplyMasks(packed, count, bits, masks, firstCoordinate);
        }
    }

    public void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        try
        {
            current.Pack(values, bits, packed);
        }
        catch (OpenClException error)
        {
            FallBack(error).Pack(values, bits, packed);
        }
    }

    public void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        try
        {
            current.PackChecked(values, bits, packed);
        }
        catch (OpenClException error)
        {
            FallBack(error).PackChecked(values, bits, packed);
        }
    }

    public void UnpackSigned(ReadOnlySpan<byte> packed, int bits, Span<int> values)
    {
        try
        {
            current.UnpackSigned(packed, bits, values);
        }
        catch (OpenClException error)
        {
            FallBack(error).UnpackSigned(packed, bits, values);
        }
    }

    public void UnpackUnsigned(ReadOnlySpan<byte> packed, int bits, Span<uint> values)
    {
        try
        {
            current.UnpackUnsigned(packed, bits, values);
        }
        catch (OpenClException error)
        {
            FallBack(error).UnpackUnsigned(packed, bits, values);
        }
    }

    public void AddPacked(Span<byte> accumulator, ReadOnlySpan<byte> addend, int count, int bits)
    {
        try
        {
            current.AddPacked(accumulator, addend, count, bits);
        }
        catch (OpenClException error)
        {
            FallBack(error).AddPacked(accumulator, addend, count, bits);
        }
    }

    public void SubtractPacked(Span<byte> accumulator, ReadOnlySpan<byte> subtrahend, int count, int bits)
    {
        try
        {
            current.SubtractPacked(accumulator, subtrahend, count, bits);
        }
        catch (OpenClException error)
        {
            FallBack(error).SubtractPacked(accumulator, subtrahend, count, bits);
        }
    }

    public IPayloadCodec CodecFor(ContributionEncoding encoding) => new FallbackCodec(this, encoding);

    public void Dispose()
    {
        device.Dispose();
        other.Dispose();
    }

    /// <summary>The first failure warns and switches over; calls of other threads that fail later follow quietly.</summary>
    public IKernelBackend FallBack(OpenClException error)
    {
        if (Interlocked.CompareExchange(ref current, other, device) == device)
        {
            warn(Warning(error, other));
        }

        return other;
    }
}
