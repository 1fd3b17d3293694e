using System.Buffers.Binary;

namespace Tapestry.KernelCases.Fuzzing;

/// <summary>Changes valid buffers in the ways in which they arrive damaged or forged.</summary>
internal sealed class BufferMutator(Random random)
{
    private static readonly ulong[] Extremes =
    [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7F80, 0xFF80, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0x7F7F_FFFF,
        0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue,
    ];

    private const int LongestExtension = 64;

    /// <summary>A changed copy of a sample: one to three changes, at times only behind the header.</summary>
    public byte[] Mutate(FuzzSample sample, IReadOnlyList<FuzzSample> others)
    {
        var buffer = sample.Buffer.ToArray();
        var first = random.Next(2) == 0 ? 0 : Math.Min(sample.PayloadOffset, buffer.Length - 1);
        for (var change = random.Next(3); change >= 0; change--)
        {
            buffer = Change(buffer, Math.Min(first, Math.Max(0, buffer.Length - 1)), others);
        }

        return buffer;
    }

    private byte[] Change(byte[] buffer, int first, IReadOnlyList<FuzzSample> others)
    {
        if (buffer.Length == 0)
        {
            return Extend(buffer);
        }

        switch (random.Next(16))
        {
            case 0:
                return buffer[..random.Next(buffer.Length)];
            case 1:
                return Extend(buffer);
            case 2:
                return Splice(buffer, others[random.Next(others.Count)].Buffer);
            case 3 or 4:
                CopyWithin(buffer, first);
                return buffer;
            case 5 or 6 or 7 or 8:
                OverwriteField(buffer, first);
                return buffer;
            case 9 or 10 or 11:
                OverwriteBytes(buffer, first);
                return buffer;
            default:
                FlipBits(buffer, first);
                return buffer;
        }
    }

    private byte[] Extend(byte[] buffer)
    {
        var tail = new byte[1 + random.Next(LongestExtension)];
        random.NextBytes(tail);
        return [.. buffer, .. tail];
    }

    private byte[] Splice(byte[] front, byte[] back)
    {
        var cut = random.Next(Math.Min(front.Length, back.Length) + 1);
        return [.. front.AsSpan(0, cut), .. back.AsSpan(cut)];
    }

    private void CopyWithin(byte[] buffer, int first)
    {
        var length = 1 + random.Next(Math.Min(32, buffer.Length - first));
        var (from, to) = (random.Next(first, buffer.Length - length + 1), random.Next(first, buffer.Length - length + 1));
        buffer.AsSpan(from, length).CopyTo(buffer.AsSpan(to));
    }

    private void OverwriteField(byte[] buffer, int first)
    {
        Span<byte> field = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(field, Extremes[random.Next(Extremes.Length)]);
        var offset = random.Next(first, buffer.Length);
        var width = Math.Min(1 << random.Next(4), buffer.Length - offset);
        field[..width].CopyTo(buffer.AsSpan(offset));
    }

    private void OverwriteBytes(byte[] buffer, int first)
    {
        for (var count = random.Next(8); count >= 0; count--)
        {
            buffer[random.Next(first, buffer.Length)] = (byte)random.Next(256);
        }
    }

    private void FlipBits(byte[] buffer, int first)
    {
        for (var count = random.Next(4); count >= 0; count--)
        {
            buffer[random.Next(first, buffer.Length)] ^= (byte)(1 << random.Next(8));
        }
    }
}
