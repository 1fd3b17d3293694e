using System.Runtime.InteropServices;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Int8;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.OpenCl;

/// <summary>
/// <see cref="Int8Codec"/> on the device. The host takes mean and sigma, in the order that the definition fixes; the
/// device bins, and counts bins and positions in integers of each work group, which the host adds up exactly.
/// </summary>
internal sealed class DeviceInt8Codec(OpenClSession session) : IPayloadCodec
{
    // BIN_CHUNK in the kernel's source.
    private const int GroupLength = 8192;

    private readonly Int8Codec definition = new();

    public ContributionEncoding Encoding => definition.Encoding;

    public int BitsPerCoordinate => definition.BitsPerCoordinate;

    private int TileLength => session.TileLength(sizeof(float) * 8, GroupLength);

    public long ByteCount(int elementCount) => definition.ByteCount(elementCount);

    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        var grid = Int8Codec.GridOf(values, cores);
        using var turn = session.Enter();
        WriteBins(values, payload, grid);
        return UnitScale.Value;
    }

    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        ResidualMemory.ThrowUnlessUsable(values, residual);
        var grid = Int8Codec.GridOf(values, cores);
        using var turn = session.Enter();
        WriteBins(values, payload, grid);
        var staged = values.Length > TileLength ? session.Staging.Take<float>(values.Length) : residual;
        Lookup(payload, values, staged);
        if (staged != residual)
        {
            staged.CopyTo(residual);
        }

        return UnitScale.Value;
    }

    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        Span<float> codebook = stackalloc float[Int8Grid.Bins];
        Int8Codec.ReadCodebook(payload, codebook);
        Norms.Finite.ThrowIfNot(codebook, nameof(codebook));
        using var turn = session.Enter();
        Lookup(payload, [], destination);
    }

    private void WriteBins(ReadOnlySpan<float> values, Span<byte> payload, in Int8Grid grid)
    {
        var histogram = default(Int8Histogram);
        var bins = payload[Int8Codec.CodebookBytes..];
        for (var start = 0; start < values.Length; start += Math.Min(TileLength, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(TileLength, values.Length - start));
            var groups = (part.Length + GroupLength - 1) / GroupLength;
            var source = session.Buffer(DeviceSlot.Main, (long)part.Length * sizeof(float));
            var target = session.Buffer(DeviceSlot.Other, part.Length);
            var partials = session.Buffer(DeviceSlot.Side, (long)groups * 2 * Int8Grid.Bins * sizeof(uint));
            source.Write(part);
            session.Kernel("encode_int8")
                .With(target).With(partials).With(source).With((uint)part.Length).With(grid).LaunchGroups(groups);
            target.Read(bins.Slice(start, part.Length));
            Count(partials, groups, ref histogram);
        }

        histogram.WriteMeans(grid, MemoryMarshal.Cast<byte, float>(payload[..Int8Codec.CodebookBytes]));
    }

    private void Count(DeviceBuffer partials, int groups, ref Int8Histogram histogram)
    {
        var counts = session.Staging.Take<uint>(groups * 2 * Int8Grid.Bins);
        partials.Read(counts);
        for (var group = 0; group < groups; group++)
        {
            var members = counts.Slice(group * 2 * Int8Grid.Bins, Int8Grid.Bins);
            var positions = counts.Slice((group * 2 * Int8Grid.Bins) + Int8Grid.Bins, Int8Grid.Bins);
            for (var bin = 0; bin < Int8Grid.Bins; bin++)
            {
                histogram.Add(bin, members[bin], ((long)members[bin] * bin << Int8Grid.UnitBits) + positions[bin]);
            }
        }
    }

    /// <summary>Writes what the bins decode to, or where values are given what decoding leaves of them.</summary>
    private void Lookup(ReadOnlySpan<byte> payload, ReadOnlySpan<float> values, Span<float> destination)
    {
        var codebook = session.Buffer(DeviceSlot.Side, Int8Codec.CodebookBytes);
        codebook.Write(payload[..Int8Codec.CodebookBytes]);
        var bins = payload[Int8Codec.CodebookBytes..];
        for (var start = 0; start < destination.Length; start += Math.Min(TileLength, destination.Length - start))
        {
            var part = destination.Slice(start, Math.Min(TileLength, destination.Length - start));
            var buffer = session.Buffer(DeviceSlot.Main, (long)part.Length * sizeof(float));
            var source = session.Buffer(DeviceSlot.Other, part.Length);
            source.Write(bins.Slice(start, part.Length));
            if (!values.IsEmpty)
            {
                buffer.Write(values.Slice(start, part.Length));
            }

            session.Kernel("decode_int8")
                .With(buffer).With(source).With(codebook).With((uint)part.Length).With(values.IsEmpty ? 0u : 1u)
                .Launch(part.Length);
            buffer.Read(part);
        }
    }
}
