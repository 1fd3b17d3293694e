using System.Globalization;

namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>Reads from its files how far a run has come.</summary>
internal static class RunProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static readonly (string Name, RunStage Stage)[] Latest =
    [
        ("sovereign", RunStage.SovereignModels), ("shared-base", RunStage.SharedBase), ("sites", RunStage.FirstRound),
        ("region", RunStage.Region), ("run.json", RunStage.Claim),
    ];

    public static RunStage Of(string outFolder)
    {
        var stage = Latest.FirstOrDefault(part => Path.Exists(Path.Combine(outFolder, part.Name))).Stage;
        return stage == RunStage.FirstRound ? stage + Math.Max(0, LocalRounds(Path.Combine(outFolder, "sites")) - 1) : stage;
    }

    /// <summary>Completes when the stage is reached or <paramref name="end"/> has come.</summary>
    public static async Task WaitForAsync(string outFolder, RunStage stage, Task end)
    {
        while (Of(outFolder) < stage && !end.IsCompleted)
        {
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Number of the latest round whose local phase a site has begun to save.</summary>
    private static int LocalRounds(string sites) => Directory.EnumerateDirectories(sites)
        .Select(site => Path.Combine(site, "rounds"))
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Select(path => int.Parse(path[^7..], CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0)
        .Max();
}
