using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tapestry.Client.Cli.Demo.Options;

namespace Tapestry.Client.Cli.Privacy.Options;

/// <summary>An option that takes one decimal number within a range.</summary>
internal static class RealOption
{
    public static Option<double?> Create(string name, string description, string range, Func<double, bool> inRange) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => Parse(result, name, range, inRange),
    };

    private static double? Parse(ArgumentResult result, string name, string range, Func<double, bool> inRange)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value) && inRange(value))
        {
            return value;
        }

        result.Refuse($"{name} '{text}'", $"it takes a number {range}", "Give a number in that range, such as 0.5 or 1e-5");
        return null;
    }
}
