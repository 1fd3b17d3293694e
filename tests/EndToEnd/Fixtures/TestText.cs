using System.Text;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>Pseudo-text that is a function of its arguments: each site has words of its own, so that there is something to learn.</summary>
internal static class TestText
{
    /// <summary>Enough to train on: a site needs 64 KiB of training and 2 KiB of held-out text.</summary>
    public const int EnoughCharacters = 110_000;

    public static string Write(string folder, params IEnumerable<string> sites)
    {
        foreach (var site in sites)
        {
            var path = Path.Combine(folder, site);
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, "text.txt"), Of(site, EnoughCharacters));
        }

        return folder;
    }

    public static string Of(string site, int characters)
    {
        var random = new Random(site.Aggregate(17, (sum, letter) => (sum * 31) + letter));
        var words = Enumerable.Range(0, 300).Select(_ => Word(random)).ToArray();
        var text = new StringBuilder();
        while (text.Length < characters)
        {
            text.AppendJoin(' ', Enumerable.Range(0, random.Next(8, 40)).Select(_ => words[random.Next(words.Length)])).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)random.Next('a', 'z' + 1)));
}
