using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Rotation;

namespace Tapestry.Kernels.OpenCl;

/// <summary><see cref="RandomizedHadamard"/> on the device.</summary>
internal sealed class DeviceRotation(OpenClSession session)
{
    // Coordinates whose signs are one keystream block; tiles start at multiples of it.
    private const int SignsPerBlock = ChaCha20.BlockBytes * 8;

    public void Apply(Span<float> values, in RotationSeed seed, int blockLength, bool inverse)
    {
        var layout = RandomizedHadamard.Check(values, blockLength, Environment.ProcessorCount);
        using var turn = session.Enter();
        var tile = session.TileLength(sizeof(float) * 8, Math.Max(layout.BlockLength, SignsPerBlock));
        if (values.Length <= tile)
        {
            Whole(values, layout, seed, inverse);
        }
        else
        {
            var result = session.Staging.Take<float>(values.Length);
            values.CopyTo(result);
            Tiled(result, layout, seed, inverse, tile);
            result.CopyTo(values);
        }
    }

    private void Whole(Span<float> values, in RotationLayout layout, in RotationSeed seed, bool inverse)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var buffer = session.Buffer(DeviceSlot.Main, (long)values.Length * sizeof(float));
        buffer.Write<float>(values);
        if (inverse && layout.HasWindow)
        {
            Window(buffer, layout.WindowStart, layout, seed, inverse);
        }

        Blocks(buffer, 0, (int)layout.BlocksEnd, layout, seed, inverse);
        if (!inverse && layout.HasWindow)
        {
            Window(buffer, layout.WindowStart, layout, seed, inverse);
        }

        buffer.Read(values);
    }

    private void Tiled(Span<float> values, in RotationLayout layout, in RotationSeed seed, bool inverse, int tile)
    {
        var buffer = session.Buffer(DeviceSlot.Main, (long)tile * sizeof(float));
        var window = values[(int)layout.WindowStart..];
        if (inverse && layout.HasWindow)
        {
            buffer.Write<float>(window);
            Window(buffer, 0, layout, seed, inverse);
            buffer.Read(window);
        }

        for (var start = 0L; start < layout.BlocksEnd; start += tile)
        {
            var part = values.Slice((int)start, (int)Math.Min(tile, layout.BlocksEnd - start));
            buffer.Write<float>(part);
            Blocks(buffer, start, part.Length, layout, seed, inverse);
            buffer.Read(part);
        }

        if (!inverse && layout.HasWindow)
        {
            buffer.Write<float>(window);
            Window(buffer, 0, layout, seed, inverse);
            buffer.Read(window);
        }
    }

    private void Blocks(
        DeviceBuffer buffer, long start, int length, in RotationLayout layout, in RotationSeed seed, bool inverse) =>
        Enqueue(buffer, 0, length, layout.BlockLength, Signs(seed, pass: 0, start, length), inverse);

    private void Window(DeviceBuffer buffer, long first, in RotationLayout layout, in RotationSeed seed, bool inverse) =>
        Enqueue(buffer, first, layout.BlockLength, layout.BlockLength, Signs(seed, pass: 1, 0, layout.BlockLength), inverse);

    private DeviceBuffer Signs(in RotationSeed seed, byte pass, long start, int length)
    {
        Span<byte> key = stackalloc byte[RotationSeed.ByteLength];
        Span<byte> nonce = stackalloc byte[ChaCha20.NonceBytes];
        seed.CopyTo(key);
        nonce.Clear();
        nonce[0] = pass;
        var stream = StreamKeys.Upload(session, new ChaChaState(key, nonce));
        var blocks = ((long)length + SignsPerBlock - 1) / SignsPerBlock;
        var signs = session.Buffer(DeviceSlot.Side, blocks * ChaCha20.BlockBytes);
        DeviceKeystream.Enqueue(session, signs, stream, start / SignsPerBlock, blocks);
        return signs;
    }

    private void Enqueue(DeviceBuffer buffer, long first, int length, int block, DeviceBuffer signs, bool inverse)
    {
        var scale = RotationPasses.Normalization(block);
        var (before, after) = inverse ? (0u, 1u) : (1u, 0u);
        var near = block <= DeviceRequirements.LocalFloats;
        session.Kernel("hadamard_near")
            .With(buffer).With((uint)first).With((uint)length).With((uint)block).With(signs)
            .With(before).With(near ? after : 0u).With(near ? scale : 1f)
            .LaunchGroups(((long)length + DeviceRequirements.LocalFloats - 1) / DeviceRequirements.LocalFloats);
        if (!near)
        {
            var columns = length / (block / DeviceRequirements.LocalFloats);
            session.Kernel("hadamard_far")
                .With(buffer).With((uint)first).With((uint)columns).With((uint)block).With(signs).With(after).With(scale)
                .Launch(columns);
        }
    }
}
