using System.Globalization;

namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Formats quantities the same way in every kind of progress and report.</summary>
internal static class ProgressText
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Decimal megabytes and the like: 1 MB is 10^6 bytes.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => string.Create(Plain, $"{bytes} B"),
        < 1_000_000 => string.Create(Plain, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(Plain, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(Plain, $"{bytes / 1e9:0.00} GB"),
    };

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(Plain, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => string.Create(Plain, $"{(int)time.TotalMinutes}:{time.Seconds:00} min"),
        _ => string.Create(Plain, $"{(int)time.TotalHours}:{time.Minutes:00} h"),
    };

    public static string Left(TimeSpan? left) => left is { } known ? Duration(known) : "not known yet";

    public static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, Plain) : "n/a";

    public static string Count(long value) => value.ToString("N0", Plain);

    public static string Mean(IReadOnlyDictionary<string, double> byLanguage) =>
        byLanguage.Count == 0 ? "n/a" : Number(byLanguage.Values.Average(), "0.000");
}
