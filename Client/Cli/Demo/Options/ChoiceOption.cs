using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary>An option that takes one of an enumeration's names in lower case.</summary>
internal static class ChoiceOption
{
    public static Option<T?> Create<T>(string name, string description, T byDefault)
        where T : struct, Enum
    {
        var option = new Option<T?>(name)
        {
            Description = $"{description} [default: {Lower(byDefault)}]",
            HelpName = string.Join('|', Names<T>()),
            CustomParser = result => Parse<T>(result, name),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. Names<T>()]);
        return option;
    }

    private static T? Parse<T>(ArgumentResult result, string name)
        where T : struct, Enum
    {
        var text = result.Tokens[0].Value;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Lower(value).Equals(text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        result.Refuse($"{name} '{text}'", "it is not a known choice", $"Give one of {string.Join(", ", Names<T>())}");
        return null;
    }

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Lower);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
