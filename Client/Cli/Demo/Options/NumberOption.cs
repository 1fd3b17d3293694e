using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary>An option that takes one whole number between two limits, digits only.</summary>
internal static class NumberOption
{
    public static Option<T?> Create<T>(string name, string description, T minimum, T maximum)
        where T : struct, IBinaryInteger<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => Parse(result, name, minimum, maximum),
        };

    private static T? Parse<T>(ArgumentResult result, string name, T minimum, T maximum)
        where T : struct, IBinaryInteger<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum)
        {
            return value;
        }

        result.Refuse(
            $"{name} '{text}'",
            $"it takes a whole number from {minimum} to {maximum}",
            $"Give a number in that range, or leave {name} out for the default");
        return null;
    }
}
