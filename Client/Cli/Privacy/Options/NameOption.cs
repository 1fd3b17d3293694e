using System.CommandLine;
using System.CommandLine.Parsing;
using Tapestry.Client.Cli.Demo.Options;

namespace Tapestry.Client.Cli.Privacy.Options;

/// <summary>An option that takes one of a few names, words joined by hyphens.</summary>
internal static class NameOption
{
    public static Option<T?> Create<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', Enum.GetValues<T>().Select(Hyphenated)),
            CustomParser = result => Parse<T>(result, name),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. Enum.GetValues<T>().Select(Hyphenated)]);
        return option;
    }

    /// <summary>The name on the command line, such as <c>subsampled-gaussian</c>.</summary>
    public static string Hyphenated<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select(
            (letter, at) => char.IsUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static T? Parse<T>(ArgumentResult result, string name)
        where T : struct, Enum
    {
        var text = result.Tokens[0].Value;
        foreach (var value in Enum.GetValues<T>().Where(value => Hyphenated(value).Equals(text, StringComparison.Ordinal)))
        {
            return value;
        }

        result.Refuse(
            $"{name} '{text}'",
            "it is not a known choice",
            $"Give one of {string.Join(", ", Enum.GetValues<T>().Select(Hyphenated))}");
        return null;
    }
}
