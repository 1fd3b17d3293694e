using Tapestry.Client.Cli.Demo.Progress;

namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>Draws lines over rounds as inline SVG, with axes, end labels and a legend.</summary>
internal static class LineChart
{
    private const double Width = 860;
    private const double Height = 320;
    private const double Left = 52;
    private const double Right = 100;
    private const double Top = 14;
    private const double Bottom = 40;
    private const double LabelHeight = 15;
    private const int PointsWorthDots = 60;
    private const int Colors = 13;

    /// <summary>The chart, or a sentence when no series has a finite point.</summary>
    public static HtmlFragment Render(string unit, IReadOnlyList<ChartSeries> series)
    {
        var points = series.SelectMany(line => line.Finite).ToList();
        if (points.Count == 0)
        {
            return HtmlFragment.Of($"<p class=\"empty\">Nothing was measured.</p>");
        }

        var x = ChartAxis.Whole(
            points.Min(point => point.Round), points.Max(point => point.Round), 12, Left, Width - Right);
        var y = ChartAxis.Covering([.. points.Select(point => point.Value)], 5, Height - Bottom, Top);
        return HtmlFragment.Of(
            $"""
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{unit} over rounds">
            {HtmlFragment.Join(y.Ticks.Select(tick => HorizontalTick(tick, y)))}
            {HtmlFragment.Join(WholeTicks(x).Select(tick => VerticalTick(tick, x)))}
            <text class="axis" x="{(Left + Width - Right) / 2:0.#}" y="{Height - 4}" text-anchor="middle">round</text>
            <text class="axis" transform="translate(12 {(Top + Height - Bottom) / 2:0.#}) rotate(-90)" text-anchor="middle">{unit}</text>
            {HtmlFragment.Join(series.Select((line, index) => Line(line, index, x, y)))}
            {HtmlFragment.Join(EndLabels(series, y))}
            </svg>
            {(series.Count > 1 ? Legend(series) : default)}
            """);
    }

    private static IEnumerable<double> WholeTicks(ChartAxis x) =>
        x.Ticks.Select(tick => tick - (x.Low % x.Step)).Where(tick => tick >= x.Low && tick <= x.High).Prepend(x.Low).Distinct();

    private static HtmlFragment HorizontalTick(double tick, ChartAxis y) => HtmlFragment.Of(
        $"""
        <line class="grid" x1="{Left}" x2="{Width - Right}" y1="{y.Pixel(tick):0.#}" y2="{y.Pixel(tick):0.#}"/><text class="tick" x="{Left - 8}" y="{y.Pixel(tick) + 4:0.#}" text-anchor="end">{tick:0.###}</text>

        """);

    private static HtmlFragment VerticalTick(double tick, ChartAxis x) => HtmlFragment.Of(
        $"""
        <text class="tick" x="{x.Pixel(tick):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{tick:0}</text>

        """);

    private static HtmlFragment Line(ChartSeries series, int index, ChartAxis x, ChartAxis y)
    {
        var finite = series.Finite.ToList();
        var path = HtmlFragment.Join(finite.Select((point, place) => HtmlFragment.Of(
            $"{(place == 0 ? "M" : "L")}{x.Pixel(point.Round):0.##} {y.Pixel(point.Value):0.##}")));
        var dots = finite.Count > PointsWorthDots ? [] : finite.Select(point => HtmlFragment.Of(
            $"<circle cx=\"{x.Pixel(point.Round):0.##}\" cy=\"{y.Pixel(point.Value):0.##}\" r=\"2.6\"><title>{series.Name}, round {point.Round}: {point.Value:0.000}</title></circle>"));
        return HtmlFragment.Of(
            $"""
            <g class="line s{index % Colors}"><path d="{path}"/>{HtmlFragment.Join(dots)}</g>

            """);
    }

    private static IEnumerable<HtmlFragment> EndLabels(IReadOnlyList<ChartSeries> series, ChartAxis y)
    {
        var ends = series.Index()
            .Where(entry => entry.Item.Finite.Any())
            .Select(entry => (entry.Index, Last: entry.Item.Finite.Last().Value))
            .OrderBy(end => y.Pixel(end.Last))
            .ToList();
        var places = LabelPlaces.Spread([.. ends.Select(end => y.Pixel(end.Last))], LabelHeight, Top, Height - Bottom);
        return ends.Zip(places, (end, place) => HtmlFragment.Of(
            $"""
            <text class="end s{end.Index % Colors}" x="{Width - Right + 8}" y="{place + 4:0.#}">{EndLabel(series[end.Index], end.Last)}</text>

            """));
    }

    private static string EndLabel(ChartSeries series, double last)
    {
        const int longest = 7;
        var name = series.Name.Length > longest ? series.Name[..(longest - 1)] + "…" : series.Name;
        return $"{name} {ProgressText.Number(last, "0.00")}";
    }

    private static HtmlFragment Legend(IReadOnlyList<ChartSeries> series) => HtmlFragment.Of(
        $"""
        <ul class="legend">{HtmlFragment.Join(series.Select((line, index) =>
            HtmlFragment.Of($"<li class=\"s{index % Colors}\">{line.Name}</li>")))}</ul>
        """);
}
