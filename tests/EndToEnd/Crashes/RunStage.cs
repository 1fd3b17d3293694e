namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>Says from its files how far a run had come.</summary>
internal static class RunStage
{
    private static readonly (string Name, string Stage)[] Latest =
    [
        ("report.json", "reporting"), ("sovereign", "Sovereign Models"), ("shared-base", "Shared Base"), ("sites", "rounds"),
        ("region", "opening the region"), ("run.json", "reading text"),
    ];

    public static string Of(string outFolder)
    {
        var stage = Latest.FirstOrDefault(part => Path.Exists(Path.Combine(outFolder, part.Name))).Stage ?? "starting";
        return stage == "rounds" ? $"round {Math.Max(1, LocalRounds(outFolder))}" : stage;
    }

    private static int LocalRounds(string outFolder) => Directory
        .EnumerateDirectories(Path.Combine(outFolder, "sites"), "shared-base-*", SearchOption.AllDirectories)
        .Select(path => int.Parse(path[^7..], System.Globalization.CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0)
        .Max();
}
