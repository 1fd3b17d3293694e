using System.Collections.Concurrent;

namespace Tapestry.Benchmarks.Load;

/// <summary>How long calls took, by kind. Safe for concurrent use.</summary>
internal sealed class CallTimes
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<TimeSpan>> times = new(StringComparer.Ordinal);

    /// <summary>Kinds seen so far, in ordinal order.</summary>
    public IEnumerable<string> Kinds => times.Keys.Order(StringComparer.Ordinal);

    /// <summary>Forgets all, so that a warm-up does not count.</summary>
    public void Clear() => times.Clear();

    /// <summary>Notes a call.</summary>
    public void Add(string kind, TimeSpan took) => times.GetOrAdd(kind, _ => []).Add(took);

    /// <summary>The time that this share of the calls of a kind took at most.</summary>
    public TimeSpan Quantile(string kind, double share)
    {
        var sorted = times[kind].Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
