namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>One line of a chart.</summary>
/// <param name="Name">For the legend and the label at the line's end.</param>
/// <param name="Points">Round and value, by round; values that are not finite are left out of the line.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<(int Round, double Value)> Points)
{
    public IEnumerable<(int Round, double Value)> Finite => Points.Where(point => double.IsFinite(point.Value));
}
