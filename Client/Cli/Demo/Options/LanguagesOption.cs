using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary><c>--languages de,fr,…</c>: known, different, at least two.</summary>
internal static class LanguagesOption
{
    public const string Name = "--languages";

    public static IReadOnlyList<Language> Default { get; } =
        [.. DemoSettings.DefaultLanguages.Split(',').Select(Parse).OfType<Language>()];

    private static readonly string Known = string.Join(", ", Language.All);

    public static Option<IReadOnlyList<Language>?> Create() => new(Name)
    {
        Description = $"The members' languages, comma-separated, from {Known} [default: {DemoSettings.DefaultLanguages}]",
        HelpName = "LIST",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = ParseList,
    };

    private static Language? Parse(string code) => Language.TryParse(code, out var language) ? language : null;

    private static List<Language> ParseList(ArgumentResult result)
    {
        var chosen = new List<Language>();
        foreach (var code in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Parse(code) is not { } language)
            {
                result.Refuse($"{Name}: '{code}'", "the .NET SDK has no strings in that language", $"Choose from {Known}");
                return chosen;
            }

            if (chosen.Contains(language))
            {
                result.Refuse($"{Name}: '{language}' twice", "every member has a language of its own", "Name each once");
                return chosen;
            }

            chosen.Add(language);
        }

        if (chosen.Count < 2)
        {
            result.Refuse(
                $"{Name}: only '{chosen[0]}'", "a consortium has at least 2 members", $"Add another of {Known}");
        }

        return chosen;
    }
}
