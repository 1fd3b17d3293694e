using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Run;

namespace Tapestry.Benchmarks.Quality;

/// <summary>The demo's consortium in a folder of its own that is gone afterwards.</summary>
internal static class BenchmarkDemo
{
    /// <summary>The demo's defaults.</summary>
    public static DemoSettings In(string folder) => new()
    {
        Languages = [.. Codes.Select(code => Language.TryParse(code, out var found) ? found!.Value : default)],
        Sites = Codes,
        OutFolder = folder,
    };

    private static string[] Codes => DemoSettings.DefaultLanguages.Split(',');

    /// <summary>Trains and measures with the settings that the function makes for a folder.</summary>
    public static async Task<QualityFigures> RunAsync(Func<string, DemoSettings> settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tapestry-quality-");
        try
        {
            var run = settings(Path.Combine(folder.FullName, "run"));
            return await new QualityComparison(TimeProvider.System).RunAsync(run, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
