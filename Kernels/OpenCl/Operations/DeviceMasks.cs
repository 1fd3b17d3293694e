using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.OpenCl;

/// <summary><see cref="Masks"/> on the device: every work item adds all peers' masks of one keystream block.</summary>
internal sealed class DeviceMasks(OpenClSession session)
{
    // Streams that go to the device at once; more peers take another pass over what is there.
    private const int Batch = 64;

    public void Apply(Span<byte> packed, int count, int bits, ReadOnlySpan<MaskKey> masks, long firstCoordinate)
    {
        Masks.ThrowUnlessValid(packed.Length, count, bits, firstCoordinate);
        using var turn = session.Enter();
        var tile = session.TileLength(bits, Masks.CoordinateAlignment);
        var tiled = count > tile;
        var result = tiled ? session.Staging.Take<byte>(packed.Length) : packed;
        var padding = Padding(packed, count, bits);
        for (var start = 0; start < count; start += Math.Min(tile, count - start))
        {
            var part = Math.Min(tile, count - start);
            var range = new Range((int)((long)start * bits / 8), (int)BitPacking.ByteCount(start + part, bits));
            Enqueue(packed[range], bits, masks, (firstCoordinate + start) / 512 * bits).Read(result[range]);
        }

        if (count > 0)
        {
            result[^1] = (byte)((result[^1] & ~padding.Mask) | padding.Bits);
        }

        if (tiled)
        {
            result.CopyTo(packed);
        }
    }

    private static (int Mask, int Bits) Padding(ReadOnlySpan<byte> packed, int count, int bits)
    {
        var used = (int)((long)count * bits % 8);
        var mask = used == 0 ? 0 : (0xFF << used) & 0xFF;
        return (mask, packed.IsEmpty ? 0 : packed[^1] & mask);
    }

    private DeviceBuffer Enqueue(ReadOnlySpan<byte> packed, int bits, ReadOnlySpan<MaskKey> masks, long firstBlock)
    {
        var blocks = (uint)((packed.Length + ChaCha20.BlockBytes - 1) / ChaCha20.BlockBytes);
        var sum = session.Buffer(DeviceSlot.Main, blocks * (long)ChaCha20.BlockBytes);
        var handedOn = session.Buffer(DeviceSlot.Side, blocks * (long)sizeof(int));
        sum.Write(packed);
        for (var first = 0; first < masks.Length; first += Batch)
        {
            var peers = Math.Min(Batch, masks.Length - first);
            var streams = Upload(masks.Slice(first, peers));
            session.Kernel("apply_masks")
                .With(sum).With(handedOn).With(streams).With((uint)peers).With((uint)bits).With((uint)firstBlock).With(blocks)
                .Launch(blocks);
            session.Kernel("hand_on_masks").With(sum).With(handedOn).With((uint)bits).With(blocks).Launch(blocks - 1);
            StreamKeys.Wipe(streams, peers);
        }

        return sum;
    }

    private DeviceBuffer Upload(ReadOnlySpan<MaskKey> masks)
    {
        Span<ChaChaState> streams = stackalloc ChaChaState[masks.Length];
        for (var i = 0; i < masks.Length; i++)
        {
            streams[i] = masks[i].State;
            streams[i][ChaChaState.CounterWord] = masks[i].Sign == MaskSign.Subtract ? 1u : 0u;
        }

        return StreamKeys.Upload(session, streams);
    }
}
