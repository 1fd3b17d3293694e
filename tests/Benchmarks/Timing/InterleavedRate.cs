using System.Diagnostics;

namespace Tapestry.Benchmarks.Timing;

/// <summary>
/// Measures two rates in short turns, so that what else the machine does falls on both; medians over the turns.
/// </summary>
internal static class InterleavedRate
{
    private const int Turns = 9;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(120);

    /// <summary>Time on the wall since the machine started.</summary>
    public static TimeSpan WallTime() => Stopwatch.GetElapsedTime(0);

    /// <summary>Time that this process has had on the processors; waiting for disk or scheduler does not count.</summary>
    public static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;

    /// <summary>Operations per second of the subject, and its ratio to the peer.</summary>
    /// <param name="subject">Runs operations until the time is up and returns how many.</param>
    /// <param name="peer">Likewise.</param>
    /// <param name="cancellationToken">Checked before every turn.</param>
    /// <param name="clock">Which seconds; null for <see cref="WallTime"/>.</param>
    public static async Task<(double Rate, double Ratio)> MeasureAsync(
        Func<Deadline, Task<long>> subject, Func<Deadline, Task<long>> peer, CancellationToken cancellationToken,
        Func<TimeSpan>? clock = null)
    {
        var time = clock ?? WallTime;
        await RateAsync(subject, time);
        await RateAsync(peer, time);
        var rates = new List<double>();
        var ratios = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rate = await RateAsync(subject, time);
            rates.Add(rate);
            ratios.Add(rate / await RateAsync(peer, time));
        }

        return (Median(rates), Median(ratios));
    }

    /// <summary>Runs a second of the subject, and its ratio to the peer.</summary>
    public static Task<(double Rate, double Ratio)> MeasureAsync(Action subject, Action peer, CancellationToken cancellationToken) =>
        MeasureAsync(
            deadline => Task.FromResult(Count(subject, deadline)),
            deadline => Task.FromResult(Count(peer, deadline)),
            cancellationToken);

    private static long Count(Action run, Deadline deadline)
    {
        var runs = 0L;
        do
        {
            run();
            runs++;
        }
        while (!deadline.HasPassed);
        return runs;
    }

    private static async Task<double> RateAsync(Func<Deadline, Task<long>> run, Func<TimeSpan> clock)
    {
        var started = clock();
        var end = Stopwatch.GetTimestamp() + (long)(Turn.TotalSeconds * Stopwatch.Frequency);
        var count = await run(new Deadline(end));
        return count / (clock() - started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
