using System.CommandLine;
using System.Globalization;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Privacy.Options;
using Tapestry.Privacy.Accounting.Calibration;

namespace Tapestry.Client.Cli.Privacy;

/// <summary><c>tapestry privacy calibrate</c>: the least noise that keeps an epsilon.</summary>
internal static class CalibrateCommand
{
    public static Command Build()
    {
        var epsilon = RealOption.Create("--epsilon", "What the releases may cost together", "above 0", epsilon => epsilon > 0);
        epsilon.Required = true;
        var options = new ReleaseOptions();
        var command = new Command("calibrate", "The least noise multiplier that keeps an epsilon.") { epsilon };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var goal = parsed.GetValue(epsilon)!.Value;
            var settings = options.Read(parsed);
            var noise = Calibrate(settings, goal);
            parsed.InvocationConfiguration.Output.WriteLine(
                options.Json(parsed) ? PrivacyJson.Write(new CalibratedNoise(noise)) : Sentence(settings, goal, noise));
            return ExitCodes.Success;
        });
        return command;
    }

    private static double Calibrate(ReleaseSettings settings, double epsilon) => settings.SamplingRate == 0
        ? throw new UsageException("--sampling-rate 0", "nothing is released, any noise will do", "Give a rate above 0")
        : NoiseCalibration.Calibrate(settings.Releases, settings.CreateAccountant(), epsilon, settings.Delta);

    private static string Sentence(ReleaseSettings settings, double epsilon, double noise) => string.Create(
        CultureInfo.InvariantCulture,
        $"noise multiplier {Rounding.Up(noise)} for epsilon {epsilon} at delta {settings.Delta} ({NameOption.Hyphenated(settings.ChosenAccountant)})");
}
