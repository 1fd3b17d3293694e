using System.Runtime.InteropServices;

namespace Tapestry.Training.Data.HeldOut;

/// <summary>
/// Finds which of many texts occur verbatim in a long one, in a single pass: the first 16 bytes of each text are looked
/// up at every position, and a hit is compared in full.
/// </summary>
internal sealed class OccurrenceIndex
{
    private const int PrefixBytes = HeldOutOptions.ShortestEntryBytes;
    private const int FilterBits = 20;

    private readonly IReadOnlyList<byte[]> texts;
    private readonly Dictionary<UInt128, List<int>> byPrefix = [];
    private readonly bool[] filter = new bool[1 << FilterBits];

    /// <param name="texts">The texts, each of at least 16 bytes.</param>
    public OccurrenceIndex(IReadOnlyList<byte[]> texts)
    {
        this.texts = texts;
        for (var i = 0; i < texts.Count; i++)
        {
            var prefix = Prefix(texts[i]);
            filter[Slot(prefix)] = true;
            if (!byPrefix.TryGetValue(prefix, out var sharing))
            {
                byPrefix.Add(prefix, sharing = []);
            }

            sharing.Add(i);
        }
    }

    /// <summary>Sets <c>found[i]</c> for every text i that occurs in <paramref name="haystack"/>.</summary>
    public void MarkOccurring(ReadOnlySpan<byte> haystack, bool[] found)
    {
        for (var offset = 0; offset <= haystack.Length - PrefixBytes; offset++)
        {
            var rest = haystack[offset..];
            var prefix = Prefix(rest);
            if (!filter[Slot(prefix)] || !byPrefix.TryGetValue(prefix, out var candidates))
            {
                continue;
            }

            foreach (var candidate in candidates)
            {
                found[candidate] |= rest.StartsWith(texts[candidate]);
            }
        }
    }

    private static UInt128 Prefix(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<UInt128>(bytes);

    private static int Slot(UInt128 prefix) =>
        (int)((((ulong)prefix * 0x9E3779B97F4A7C15) ^ ((ulong)(prefix >> 64) * 0xC2B2AE3D27D4EB4F)) >> (64 - FilterBits));
}
