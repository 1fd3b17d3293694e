using Tapestry.Training.Data.HeldOut;

namespace Tapestry.Training.Tests.Data.HeldOut;

public sealed class OccurrenceIndexTests
{
    [Fact]
    public void It_finds_what_a_plain_search_finds()
    {
        var random = new Random(1);
        var haystack = new byte[20_000];
        for (var i = 0; i < haystack.Length; i++)
        {
            haystack[i] = (byte)('a' + random.Next(2));
        }

        var texts = Enumerable.Range(0, 400).Select(i => Needle(haystack, random, altered: i % 2 == 0)).ToList();
        texts.Add(haystack[..16]);
        texts.Add(haystack[^16..]);
        var found = new bool[texts.Count];
        new OccurrenceIndex(texts).MarkOccurring(haystack, found);

        Assert.Equal(texts.Select(text => haystack.AsSpan().IndexOf(text) >= 0), found);
        Assert.Contains(false, found);
    }

    private static byte[] Needle(byte[] haystack, Random random, bool altered)
    {
        var length = random.Next(16, 40);
        var needle = haystack.AsSpan(random.Next(haystack.Length - length), length).ToArray();
        if (altered)
        {
            needle[random.Next(16, length + 1) - 1] ^= 3;
        }

        return needle;
    }
}
