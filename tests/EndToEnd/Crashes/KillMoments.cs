namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>
/// Random delays before a kill: one out of each equal part of a run's duration, in random order, and round again, so
/// that kills fall all over a run.
/// </summary>
internal sealed class KillMoments(int seed, int parts, TimeSpan duration)
{
    private readonly Random random = new(seed);
    private readonly Queue<TimeSpan> delays = new();

    public TimeSpan Next()
    {
        if (delays.Count == 0)
        {
            var order = Enumerable.Range(0, parts).ToArray();
            random.Shuffle(order);
            order.ToList().ForEach(part => delays.Enqueue(duration * ((part + random.NextDouble()) / parts)));
        }

        return delays.Dequeue();
    }
}
