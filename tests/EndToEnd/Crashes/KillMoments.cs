namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>Random moments before kills: every stage of a run as often as any other, and a random delay after it.</summary>
internal sealed class KillMoments(int seed, TimeSpan longestDelay)
{
    private readonly Random random = new(seed);
    private readonly Queue<KillMoment> moments = new();

    /// <summary>Moments for one run, in the order in which it reaches them.</summary>
    public IReadOnlyList<KillMoment> NextRun(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Next()).OrderBy(moment => moment.Stage)];

    private KillMoment Next()
    {
        if (moments.Count == 0)
        {
            var stages = Enum.GetValues<RunStage>();
            random.Shuffle(stages);
            stages.ToList().ForEach(stage => moments.Enqueue(new KillMoment(stage, longestDelay * random.NextDouble())));
        }

        return moments.Dequeue();
    }
}
