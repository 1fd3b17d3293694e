using System.Diagnostics;

namespace Tapestry.Benchmarks.Timing;

/// <summary>End of a measured turn.</summary>
internal readonly record struct Deadline(long Timestamp)
{
    /// <summary>True when the time is up.</summary>
    public bool HasPassed => Stopwatch.GetTimestamp() >= Timestamp;
}
