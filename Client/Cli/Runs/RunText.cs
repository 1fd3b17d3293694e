using System.Globalization;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Cli.Runs;

/// <summary>Runs and what happens to them, in lines for people.</summary>
internal static class RunText
{
    private const int DigestLetters = 12;

    public static IEnumerable<string> Table(IReadOnlyList<RunSummary> runs) => runs.Count == 0 ? ["No runs yet."] : TextTable.Lines(
    [
        ["RUN", "CONSORTIUM", "PHASE", "SITES", "CERTIFIED", "LATEST ROUND"],
        .. runs.Select(IReadOnlyList<string> (run) =>
        [
            run.Run.Value, run.Consortium.Value, run.Phase.ToString().ToLowerInvariant(), Text(run.Sites),
            $"{Text(run.CertifiedRounds)}/{Text(run.Rounds)}", Text(run.LatestRound),
        ]),
    ]);

    public static string Sentence(RunView view) =>
        $"Run {view.Definition.Run} is {view.Phase.ToString().ToLowerInvariant()}: {Text(view.CertifiedRounds)} of {Text(view.Definition.Rounds)} rounds certified"
        + (view.Reason is { } reason ? $"; {reason}" : "");

    /// <summary>A line for an event of a run's stream.</summary>
    public static string Line(EventView happened) => $"{TimeText.Of(happened.RecordedAt)} {What(happened)}";

    public static string What(EventView happened) => happened.Name switch
    {
        "run-created" => "run defined",
        "round-scheduled" => $"round {Round(happened)} opened",
        "base-adopted" => $"round {Round(happened)} certified, base {Field(happened, "base")?[..DigestLetters]}",
        "base-kept" => $"round {Round(happened)} abandoned: {Field(happened, "reason")}",
        "run-ended" => $"run {Field(happened, "phase")?.ToLowerInvariant()}" + (Field(happened, "reason") is { } reason ? $": {reason}" : ""),
        _ => happened.Name,
    };

    private static string? Round(EventView happened) => Field(happened, "round")?.Split('/')[^1];

    private static string? Field(EventView happened, string name) =>
        happened.Payload.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
