using System.Text.RegularExpressions;

namespace Tapestry.Architecture.Tests;

/// <summary>What a page points at inside the repository.</summary>
internal static partial class DocumentLinks
{
    // What a run writes is named in pages and is not there.
    private const string RunFolder = "tapestry-out/";

    /// <summary>Targets of relative links, without fragments.</summary>
    public static IReadOnlyList<string> Links(string page) =>
    [
        .. Link().Matches(page).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0]),
    ];

    /// <summary>Code spans that are paths, and the first word of each line under the heading Layout.</summary>
    public static IReadOnlyList<string> NamedPaths(string page) =>
    [
        .. Span().Matches(page).Select(match => match.Groups[1].Value)
            .Where(path => !path.StartsWith(RunFolder, StringComparison.Ordinal)),
        .. Layout().Matches(page).SelectMany(match => match.Groups[1].Value.Split('\n'))
            .Select(line => line.Split(' ')[0]).Where(word => word.Length > 0),
    ];

    /// <summary>True when the file or folder is there, seen from the page.</summary>
    public static bool Exists(string page, string target)
    {
        var path = Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(page) ?? "", target);
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:[\w.-]+/)+[\w.-]*)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"## Layout\n+```\w*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Layout();
}
