using System.Diagnostics;

namespace Tapestry.Benchmarks.Actors;

/// <summary>
/// Measures two rates in short turns, so that what else the machine does falls on both; medians over the turns.
/// </summary>
internal static class InterleavedRate
{
    private const int Turns = 9;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(120);

    /// <summary>Operations per second of the subject, and its ratio to the peer.</summary>
    /// <param name="subject">Runs operations until the time is up and returns how many.</param>
    /// <param name="peer">Likewise.</param>
    /// <param name="cancellationToken">Checked before every turn.</param>
    public static async Task<(double Rate, double Ratio)> MeasureAsync(
        Func<Deadline, Task<long>> subject, Func<Deadline, Task<long>> peer, CancellationToken cancellationToken)
    {
        await RateAsync(subject);
        await RateAsync(peer);
        var rates = new List<double>();
        var ratios = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rate = await RateAsync(subject);
            rates.Add(rate);
            ratios.Add(rate / await RateAsync(peer));
        }

        return (Median(rates), Median(ratios));
    }

    private static async Task<double> RateAsync(Func<Deadline, Task<long>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var count = await run(new Deadline(started + (long)(Turn.TotalSeconds * Stopwatch.Frequency)));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
