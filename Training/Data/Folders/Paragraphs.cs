namespace Tapestry.Training.Data.Folders;

/// <summary>
/// Cuts text at blank lines, and what is longer than <see cref="MaxCharacters"/> at the last line end or space before
/// that, so that a file without blank lines can be split too.
/// </summary>
internal static class Paragraphs
{
    public const int MaxCharacters = 1024;

    public static IEnumerable<string> Of(string text) => text
        .ReplaceLineEndings("\n")
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .SelectMany(Pieces);

    private static IEnumerable<string> Pieces(string paragraph)
    {
        var rest = paragraph;
        while (rest.Length > MaxCharacters)
        {
            var end = End(rest);
            yield return rest[..end].TrimEnd();
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0)
        {
            yield return rest;
        }
    }

    private static int End(string text)
    {
        var end = text.LastIndexOf('\n', MaxCharacters - 1);
        end = end > 0 ? end : text.LastIndexOf(' ', MaxCharacters - 1);
        end = end > 0 ? end : MaxCharacters;
        return char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}
