namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>12-bit indices and two-bit codes as contiguous little-endian bit fields; the last byte's rest is zero.</summary>
internal static unsafe class PackedFields
{
    public static void WriteIndices(ushort* indices, int count, byte* destination)
    {
        var i = 0;
        for (; count - i >= 2; i += 2, destination += 3)
        {
            var pair = indices[i] | (indices[i + 1] << TopKLayout.IndexBits);
            destination[0] = (byte)pair;
            destination[1] = (byte)(pair >> 8);
            destination[2] = (byte)(pair >> 16);
        }

        if (i < count)
        {
            destination[0] = (byte)indices[i];
            destination[1] = (byte)(indices[i] >> 8);
        }
    }

    public static int ReadIndex(byte* source, int i)
    {
        var at = source + (i / 2 * 3);
        return (i & 1) == 0 ? at[0] | ((at[1] & 0xF) << 8) : (at[1] >> 4) | (at[2] << 4);
    }

    public static void WriteCodes(byte* codes, int count, byte* destination)
    {
        new Span<byte>(destination, ((count * TopKLayout.CodeBits) + 7) / 8).Clear();
        for (var i = 0; i < count; i++)
        {
            destination[i / 4] |= (byte)(codes[i] << (TopKLayout.CodeBits * (i % 4)));
        }
    }

    public static int ReadCode(byte* source, int i) =>
        (source[i / 4] >> (TopKLayout.CodeBits * (i % 4))) & (TopKLayout.Levels - 1);
}
