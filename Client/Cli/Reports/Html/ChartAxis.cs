namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>A linear scale with round tick values, from data to pixels.</summary>
internal sealed record ChartAxis
{
    private ChartAxis(double low, double high, double step, double fromPixel, double toPixel)
    {
        Low = low;
        High = high;
        Step = step;
        FromPixel = fromPixel;
        ToPixel = toPixel;
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    private double FromPixel { get; }

    private double ToPixel { get; }

    /// <summary>Tick values from low to high.</summary>
    public IEnumerable<double> Ticks =>
        Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(index => Low + (index * Step));

    /// <summary>Covers the values with about <paramref name="ticks"/> steps of 1, 2 or 5 times a power of ten.</summary>
    public static ChartAxis Covering(IReadOnlyCollection<double> values, int ticks, double fromPixel, double toPixel)
    {
        var low = values.Count == 0 ? 0 : values.Min();
        var high = values.Count == 0 ? 1 : values.Max();
        var step = NiceStep(Math.Max(high - low, Math.Max(Math.Abs(high), 1) * 1e-3) / ticks);
        var first = Math.Floor(low / step) * step;
        var last = Math.Max(Math.Ceiling(high / step) * step, first + step);
        return new(first, last, step, fromPixel, toPixel);
    }

    /// <summary>Covers whole numbers exactly, with whole ticks.</summary>
    public static ChartAxis Whole(int low, int high, int ticks, double fromPixel, double toPixel) =>
        new(low, Math.Max(high, low + 1), Math.Max(1, NiceStep((high - low) / (double)ticks)), fromPixel, toPixel);

    public double Pixel(double value) => FromPixel + ((value - Low) / (High - Low) * (ToPixel - FromPixel));

    private static double NiceStep(double rough)
    {
        if (rough <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
