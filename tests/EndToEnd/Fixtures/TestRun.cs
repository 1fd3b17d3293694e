using Tapestry.Client.Cli.Reports;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>The smallest run that has everything: three sites, three rounds, a few seconds.</summary>
internal static class TestRun
{
    public const int Rounds = 3;

    public static readonly IReadOnlyList<string> Sites = ["alpha", "beta", "gamma"];

    private static readonly (string Option, string Value)[] Defaults =
        [("--model", "nano"), ("--rounds", $"{Rounds}"), ("--local-steps", "2"), ("--private-steps", "2")];

    /// <summary>The command; an option among <paramref name="others"/> replaces the default.</summary>
    public static string[] Arguments(string data, string outFolder, params IReadOnlyCollection<string> others) =>
    [
        "demo", "--data", data, "--out", outFolder, .. others,
        .. Defaults.Where(given => !others.Contains(given.Option)).SelectMany(given => (string[])[given.Option, given.Value]),
    ];

    public static async Task<RunReport> CompleteAsync(string data, string outFolder, params IEnumerable<string> others)
    {
        (await TapestryProcess.RunAsync(Arguments(data, outFolder, [.. others, "--quiet"]))).AssertSucceeded();
        return await ReportAsync(outFolder);
    }

    public static Task<RunReport> ReportAsync(string outFolder) =>
        RunReportFile.ReadAsync(Path.Combine(outFolder, "report.json"), CancellationToken.None);

    /// <summary>Whether a run was begun in the folder, so that only <c>--resume</c> goes on.</summary>
    public static bool IsBegun(string outFolder) => File.Exists(Path.Combine(outFolder, "run.json"));
}
