using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary><c>--site-dp epsilon=8,delta=1e-5[,clip=0.1]</c>: every number named once, in any order.</summary>
internal static class SiteDpOption
{
    public const string Name = "--site-dp";

    private const string Example = "Write it as epsilon=8,delta=1e-5, with clip=0.1 if you choose the clip yourself";
    private static readonly string[] Known = ["epsilon", "delta", "clip"];

    public static Option<SiteDpSettings?> Create() => new(Name)
    {
        Description = "With --secure: noise for differential privacy of whole members over the whole run",
        HelpName = "epsilon=E,delta=D[,clip=C]",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = Parse,
    };

    private static SiteDpSettings? Parse(ArgumentResult result)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Problem(part, numbers) is { } why)
            {
                result.Refuse($"{Name}: '{part}'", why, Example);
                return null;
            }
        }

        if (!numbers.TryGetValue("epsilon", out var epsilon) || !numbers.TryGetValue("delta", out var delta))
        {
            result.Refuse($"{Name} '{result.Tokens[0].Value}'", "it needs both epsilon and delta", Example);
            return null;
        }

        return new SiteDpSettings
        {
            Epsilon = epsilon, Delta = delta, Clip = numbers.TryGetValue("clip", out var clip) ? clip : null,
        };
    }

    /// <summary>Takes one <c>name=number</c>; says what is wrong with it, or null.</summary>
    private static string? Problem(string part, Dictionary<string, double> numbers)
    {
        if (part.Split('=', 2) is not [var name, var text] || !Known.Contains(name))
        {
            return $"it is not one of {string.Join(", ", Known.Select(known => known + "=X"))}";
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || value <= 0)
        {
            return $"{name} is a number above 0";
        }

        return name == "delta" && value >= 1
            ? "delta is a probability below 1"
            : numbers.TryAdd(name, value) ? null : $"{name} is given twice";
    }
}
