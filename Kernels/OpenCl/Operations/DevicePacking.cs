using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.OpenCl;

/// <summary><see cref="BitPacking"/> on the device.</summary>
internal sealed class DevicePacking(OpenClSession session)
{
    // Values at multiples of it begin a byte and a word for any width.
    private const int Granule = 32;

    public void Pack(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, BitPacking.ByteCount(values.Length, bits));
        using var turn = session.Enter();
        var tile = session.TileLength(sizeof(int) * 8, Granule);
        for (var start = 0; start < values.Length; start += Math.Min(tile, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(tile, values.Length - start));
            var source = session.Buffer(DeviceSlot.Main, (long)part.Length * sizeof(int));
            var target = session.Buffer(DeviceSlot.Other, Words(part.Length, bits) * sizeof(uint));
            source.Write(part);
            EnqueuePack(session, target, source, part.Length, bits);
            target.Read(Slice(packed, start, part.Length, bits));
        }
    }

    public void PackChecked(ReadOnlySpan<int> values, int bits, Span<byte> packed)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, BitPacking.ByteCount(values.Length, bits));
        var index = SignedRange.FirstOutside(values, bits);
        if (index >= 0)
        {
            throw new PackedRangeException(index, values[index], bits);
        }

        Pack(values, bits, packed);
    }

    public void Unpack(ReadOnlySpan<byte> packed, int bits, Span<int> values, bool signed)
    {
        LengthMismatchException.ThrowUnlessEqual(packed.Length, BitPacking.ByteCount(values.Length, bits));
        PackedPadding.ThrowUnlessZero(packed, values.Length, bits);
        using var turn = session.Enter();
        var tile = session.TileLength(sizeof(int) * 8, Granule) - Granule;
        for (var start = 0; start < values.Length; start += Math.Min(tile, values.Length - start))
        {
            var part = values.Slice(start, Math.Min(tile, values.Length - start));
            var source = session.Buffer(DeviceSlot.Main, (Words(part.Length, bits) + 1) * sizeof(uint));
            var target = session.Buffer(DeviceSlot.Other, (long)part.Length * sizeof(int));
            source.Write(Slice(packed, start, part.Length, bits));
            session.Kernel("unpack")
                .With(target).With(source).With((uint)part.Length).With((uint)bits).With(signed ? 1u : 0u)
                .Launch(part.Length);
            target.Read(part);
        }
    }

    /// <summary>Packs integers that are on the device.</summary>
    public static void EnqueuePack(OpenClSession session, DeviceBuffer packed, DeviceBuffer values, int count, int bits)
    {
        var words = Words(count, bits);
        session.Kernel("pack")
            .With(packed).With(values).With((uint)count).With((uint)bits).With((uint)words).Launch(words);
    }

    /// <summary>32-bit words that hold so many packed values.</summary>
    public static long Words(int count, int bits) => (((long)count * bits) + 31) / 32;

    private static Span<byte> Slice(Span<byte> packed, int start, int count, int bits) =>
        packed.Slice((int)((long)start * bits / 8), (int)BitPacking.ByteCount(count, bits));

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> packed, int start, int count, int bits) =>
        packed.Slice((int)((long)start * bits / 8), (int)BitPacking.ByteCount(count, bits));
}
