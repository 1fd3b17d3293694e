namespace Tapestry.Kernels.Masking;

/// <summary>
/// The top bit of every b-bit field. Fields and 64-byte vectors fall into step again after 512 fields, that is b
/// vectors: the pattern of so many serves everywhere.
/// </summary>
internal static class FieldTops
{
    /// <summary>64-bit words of the longest pattern.</summary>
    public const int MaxWords = 32 * WordsPerVector;

    /// <summary>64-bit words of a vector of 64 bytes.</summary>
    public const int WordsPerVector = 8;

    public static void Write(int bits, Span<ulong> tops)
    {
        tops.Clear();
        for (var bit = bits - 1; bit < bits * WordsPerVector * 64; bit += bits)
        {
            tops[bit / 64] |= 1UL << (bit % 64);
        }
    }
}
