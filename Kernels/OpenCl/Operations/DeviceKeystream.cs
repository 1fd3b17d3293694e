using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.OpenCl;

/// <summary><see cref="ChaCha20"/> on the device.</summary>
internal sealed class DeviceKeystream(OpenClSession session)
{
    public void Keystream(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination)
    {
        KeystreamRangeException.ThrowUnlessWithin(byteOffset, destination.Length);
        var stream = new ChaChaState(key, nonce);
        using var turn = session.Enter();
        var keys = StreamKeys.Upload(session, stream);
        var most = session.TileLength(bitsPerElement: 8, ChaCha20.BlockBytes);
        while (!destination.IsEmpty)
        {
            var skipped = (int)(byteOffset % ChaCha20.BlockBytes);
            var length = Math.Min(destination.Length, most - skipped);
            var blocks = (uint)((skipped + (long)length + ChaCha20.BlockBytes - 1) / ChaCha20.BlockBytes);
            var buffer = session.Buffer(DeviceSlot.Main, blocks * (long)ChaCha20.BlockBytes);
            Enqueue(session, buffer, keys, byteOffset / ChaCha20.BlockBytes, blocks);
            buffer.Read(destination[..length], skipped);
            destination = destination[length..];
            byteOffset += length;
        }

        StreamKeys.Wipe(keys);
    }

    /// <summary>Fills a buffer with whole blocks.</summary>
    public static void Enqueue(OpenClSession session, DeviceBuffer buffer, DeviceBuffer stream, long firstBlock, long blocks) =>
        session.Kernel("keystream").With(buffer).With(stream).With((uint)firstBlock).With((uint)blocks).Launch(blocks);
}
