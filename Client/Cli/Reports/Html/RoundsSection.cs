using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>A row a round, folded away when there are many.</summary>
internal static class RoundsSection
{
    private const int ShownUnfolded = 20;

    public static HtmlFragment Render(RunReport report) => HtmlFragment.Of(
        $"""
        <section class="card">
        <details{(report.Rounds.Count <= ShownUnfolded ? HtmlFragment.Of($" open") : default)}>
        <summary><h2>Rounds</h2></summary>
        <div class="scroll"><table>
        <thead><tr><th>round</th><th>status</th><th>local steps</th><th>loss</th><th>bits per byte</th><th>up</th><th>down</th><th>training</th><th>other</th></tr></thead>
        <tbody>
        {HtmlFragment.Join(report.Rounds.Select(Row))}</tbody>
        </table></div>
        </details>
        </section>
        """);

    private static HtmlFragment Row(ReportRound round)
    {
        var certified = round.Status == RoundStatus.Certified;
        return HtmlFragment.Of(
            $"""
            <tr><td>{round.Round}</td><td class="{(certified ? "" : "bad")}">{(certified ? "certified" : "abandoned")}</td><td>{ProgressText.Count(round.LocalSteps)}</td><td>{ProgressText.Number(round.MeanLoss, "0.000")}</td><td>{ProgressText.Mean(round.HeldOutBitsPerByte)}</td><td>{ProgressText.Bytes(round.BytesUp)}</td><td>{ProgressText.Bytes(round.BytesDown)}</td><td>{round.SecondsTraining:0.00} s</td><td>{round.SecondsOther:0.00} s</td></tr>

            """);
    }
}
