using System.Diagnostics;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>What a piece of work took on the clock, and on the processors, where other programs do not count.</summary>
internal readonly record struct Effort(TimeSpan Wall, TimeSpan Processor)
{
    public static Effort Of(Action work)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work();
        return new Effort(Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - before);
    }

    public static Effort operator +(Effort left, Effort right) => new(left.Wall + right.Wall, left.Processor + right.Processor);
}
