using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>Bytes sent against what synchronous data parallel would have sent.</summary>
internal static class TrafficSection
{
    public static HtmlFragment Render(ReportTraffic traffic) => HtmlFragment.Of(
        $"""
        <section class="card">
        <h2>Bytes over the network</h2>
        <p>This run, against a gradient exchange after each of the same steps.</p>
        <div class="bars">
        {Bar("Tapestry", "own", traffic.BytesUp + traffic.BytesDown, traffic)}
        {Bar("Synchronous data parallel", "other", traffic.SynchronousDataParallelBytes, traffic)}
        </div>
        <p>{Saving(traffic)} fewer bytes: {ProgressText.Bytes(traffic.BytesUp)} up, {ProgressText.Bytes(traffic.BytesDown)} down.</p>
        </section>
        """);

    /// <summary>How many times fewer bytes, as <c>12×</c>.</summary>
    public static string Saving(ReportTraffic traffic)
    {
        var ratio = traffic.SynchronousDataParallelBytes / (double)(traffic.BytesUp + traffic.BytesDown);
        return ProgressText.Number(ratio, ratio < 10 ? "0.0" : "N0") + "×";
    }

    private static HtmlFragment Bar(string name, string kind, long bytes, ReportTraffic traffic)
    {
        var longest = Math.Max(1, Math.Max(traffic.BytesUp + traffic.BytesDown, traffic.SynchronousDataParallelBytes));
        return HtmlFragment.Of(
            $"<span class=\"name\">{name}</span><span class=\"track\"><span class=\"fill {kind}\" style=\"width:{100.0 * bytes / longest:0.##}%\"></span></span><span class=\"amount\">{ProgressText.Bytes(bytes)}</span>");
    }
}
