using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Kernels.OpenCl;

/// <summary><see cref="NearestRounding"/> and <see cref="StochasticRounding"/> on the device.</summary>
internal sealed class DeviceRounding(OpenClSession session)
{
    // Coordinates at multiples of it begin a keystream block, and a byte and word of any packing.
    private const int Granule = 32;
    private const int CoordinatesPerBlock = ChaCha20.BlockBytes / sizeof(ushort);

    private int TileLength => session.TileLength(sizeof(float) * 8, Granule);

    public void Nearest(ReadOnlySpan<float> values, float scale, Span<int> rounded)
    {
        LengthMismatchException.ThrowUnlessEqual(rounded.Length, values.Length);
        RoundingInput.ThrowUnlessScale(scale);
        ThrowUnlessWithin(values, scale, RoundingInput.Int32Limit);
        using var turn = session.Enter();
        for (var start = 0; start < values.Length; start += Math.Min(TileLength, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(TileLength, values.Length - start));
            var (source, target) = Buffers(part);
            session.Kernel("round_nearest")
                .With(target).With(source).With((uint)part.Length).With(scale).Launch(part.Length);
            target.Read(rounded.Slice(start, part.Length));
        }
    }

    public void Stochastic(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded)
    {
        LengthMismatchException.ThrowUnlessEqual(rounded.Length, values.Length);
        RoundingInput.ThrowUnlessScale(scale);
        ThrowAndClearUnlessWithin(values, scale, RoundingInput.Int32Limit, rounded);
        using var turn = session.Enter();
        var stream = StreamKeys.Upload(session, draw.Stream());
        for (var start = 0; start < values.Length; start += Math.Min(TileLength, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(TileLength, values.Length - start));
            Enqueue(part, scale, stream, start).Read(rounded.Slice(start, part.Length));
        }

        StreamKeys.Wipe(stream);
    }

    public void StochasticAndPack(
        ReadOnlySpan<float> values, float scale, in RoundingDraw draw, int bits, Span<byte> packed)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, BitPacking.ByteCount(values.Length, bits));
        RoundingInput.ThrowUnlessScale(scale);
        ThrowAndClearUnlessWithin(values, scale, (1L << (bits - 1)) - 1, packed);
        using var turn = session.Enter();
        var stream = StreamKeys.Upload(session, draw.Stream());
        for (var start = 0; start < values.Length; start += Math.Min(TileLength, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(TileLength, values.Length - start));
            var integers = Enqueue(part, scale, stream, start);
            var target = session.Buffer(DeviceSlot.Main, (long)part.Length * sizeof(float));
            DevicePacking.EnqueuePack(session, target, integers, part.Length, bits);
            target.Read(packed.Slice((int)((long)start * bits / 8), (int)BitPacking.ByteCount(part.Length, bits)));
        }

        StreamKeys.Wipe(stream);
    }

    // Rounding a product is monotonic: the largest coordinate has the largest product.
    private static void ThrowUnlessWithin(ReadOnlySpan<float> values, float scale, long limit) =>
        RoundingInput.ThrowUnlessWithin(
            values, scale, limit, LInfinityNorm.Of(values, Environment.ProcessorCount) * scale);

    private static void ThrowAndClearUnlessWithin<T>(
        ReadOnlySpan<float> values, float scale, long limit, Span<T> destination)
    {
        try
        {
            ThrowUnlessWithin(values, scale, limit);
        }
        catch (ArithmeticException)
        {
            destination.Clear();
            throw;
        }
    }

    private DeviceBuffer Enqueue(ReadOnlySpan<float> values, float scale, DeviceBuffer stream, int firstCoordinate)
    {
        var (source, target) = Buffers(values);
        session.Kernel("round_stochastic")
            .With(target).With(source).With(stream)
            .With((uint)(firstCoordinate / CoordinatesPerBlock)).With((uint)values.Length).With(scale)
            .Launch(((long)values.Length + CoordinatesPerBlock - 1) / CoordinatesPerBlock);
        return target;
    }

    private (DeviceBuffer Source, DeviceBuffer Target) Buffers(ReadOnlySpan<float> values)
    {
        var source = session.Buffer(DeviceSlot.Main, (long)values.Length * sizeof(float));
        source.Write(values);
        return (source, session.Buffer(DeviceSlot.Other, (long)values.Length * sizeof(int)));
    }
}
