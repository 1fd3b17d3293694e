using System.CommandLine;
using System.Globalization;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Privacy.Options;
using Tapestry.Privacy.Accounting;

namespace Tapestry.Client.Cli.Privacy;

/// <summary><c>tapestry privacy epsilon</c>: the epsilon of releases under a given noise.</summary>
internal static class EpsilonCommand
{
    public static Command Build()
    {
        var noise = RealOption.Create(
            "--noise-multiplier", "Noise over sensitivity: the standard deviation, for laplace the scale", "above 0",
            noise => noise > 0);
        noise.Required = true;
        var options = new ReleaseOptions();
        var command = new Command("epsilon", "The epsilon that holds for releases under a given noise.") { noise };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var settings = options.Read(parsed);
            var bound = settings.CreateAccountant().Epsilon(settings.Releases(parsed.GetValue(noise)!.Value), settings.Delta);
            parsed.InvocationConfiguration.Output.WriteLine(
                options.Json(parsed) ? PrivacyJson.Write(bound) : Sentence(settings, bound));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Sentence(ReleaseSettings settings, EpsilonBound bound)
    {
        var order = bound.Order is { } at ? string.Create(CultureInfo.InvariantCulture, $", order {at}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epsilon {Rounding.Up(bound.Epsilon)} at delta {settings.Delta} ({NameOption.Hyphenated(settings.ChosenAccountant)}{order})");
    }
}
