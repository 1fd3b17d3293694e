using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.OpenCl;

/// <summary><see cref="PackedSum"/> on the device.</summary>
internal sealed class DevicePackedSum(OpenClSession session)
{
    private const int Granule = 32;

    public void Apply(Span<byte> accumulator, ReadOnlySpan<byte> operand, int count, int bits, bool subtract)
    {
        var bytes = BitPacking.ByteCount(count, bits);
        LengthMismatchException.ThrowUnlessEqual(accumulator.Length, bytes);
        LengthMismatchException.ThrowUnlessEqual(operand.Length, bytes);
        PackedPadding.ThrowUnlessZero(accumulator, count, bits);
        PackedPadding.ThrowUnlessZero(operand, count, bits);
        using var turn = session.Enter();
        var tile = session.TileLength(bits, Granule);
        var tiled = count > tile;
        var result = tiled ? session.Staging.Take<byte>(accumulator.Length) : accumulator;
        for (var start = 0; start < count; start += Math.Min(tile, count - start))
        {
            var part = Math.Min(tile, count - start);
            var range = new Range((int)((long)start * bits / 8), (int)BitPacking.ByteCount(start + part, bits));
            Enqueue(accumulator[range], operand[range], DevicePacking.Words(part, bits), bits, subtract).Read(result[range]);
        }

        if (tiled)
        {
            result.CopyTo(accumulator);
        }
    }

    private DeviceBuffer Enqueue(
        ReadOnlySpan<byte> accumulator, ReadOnlySpan<byte> operand, long words, int bits, bool subtract)
    {
        var left = session.Buffer(DeviceSlot.Main, words * sizeof(uint));
        var right = session.Buffer(DeviceSlot.Other, words * sizeof(uint));
        var sum = session.Buffer(DeviceSlot.Side, words * sizeof(uint));
        left.Write(accumulator);
        right.Write(operand);
        session.Kernel("add_packed")
            .With(sum).With(left).With(right).With((uint)bits).With((uint)words).With(subtract ? 1u : 0u).Launch(words);
        return sum;
    }
}
