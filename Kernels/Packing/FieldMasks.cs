namespace Tapestry.Kernels.Packing;

/// <summary>
/// The mask of each field's highest bit over one period of eight words per bit of width: word k of a stream has mask
/// k mod 8b, and blocks of eight words start at multiples of eight.
/// </summary>
internal static class FieldMasks
{
    private static readonly ulong[][] ByBits = [.. Enumerable.Range(0, BitWidth.Max + 1).Select(Create)];

    public static ReadOnlySpan<ulong> Highest(int bits) => ByBits[bits];

    private static ulong[] Create(int bits)
    {
        var words = new ulong[8 * bits];
        for (var bit = bits - 1; bits > 0 && bit < words.Length * 64; bit += bits)
        {
            words[bit / 64] |= 1UL << (bit % 64);
        }

        return words;
    }
}
