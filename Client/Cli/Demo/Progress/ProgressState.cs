namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Collects what was reported so far. Not thread-safe: its owner locks.</summary>
internal sealed class ProgressState(TimeProvider clock)
{
    private readonly TimeLeft timeLeft = new(clock);
    private readonly Dictionary<string, SiteStep> sites = [];
    private readonly List<CompletedRound> rounds = [];
    private IReadOnlyList<PlannedPhase> plan = [];
    private long tokensPlanned;
    private long tokensOfEndedPhases;

    /// <summary>The phase under way; null before the first.</summary>
    public PlannedPhase? Phase { get; private set; }

    /// <summary>Number of the phase under way, from 1.</summary>
    public int PhaseNumber { get; private set; }

    public int PhaseCount => plan.Count;

    /// <summary>Last report of every site in this phase, by name in ordinal order.</summary>
    public IEnumerable<SiteStep> Sites => sites.Values.OrderBy(step => step.Site, StringComparer.Ordinal);

    public IReadOnlyList<CompletedRound> Rounds => rounds;

    public TimeSpan? Left => timeLeft.Estimate(tokensPlanned - tokensOfEndedPhases - TokensOfPhase);

    private long TokensPerStep => Phase?.TokensPerStep ?? 0;

    private long TokensOfPhase => sites.Values.Sum(site => (long)site.Step) * TokensPerStep;

    public void SetPlan(IReadOnlyList<PlannedPhase> phases)
    {
        plan = phases;
        tokensPlanned = phases.Sum(phase => phase.Tokens);
    }

    public void StartPhase(string name)
    {
        var index = plan.Index().Where(entry => entry.Item.Name == name).Select(entry => entry.Index).FirstOrDefault(-1);
        if (index < 0)
        {
            throw new ArgumentException($"No phase '{name}' was planned.", nameof(name));
        }

        Phase = plan[index];
        PhaseNumber = index + 1;
        tokensOfEndedPhases = plan.Take(index).Sum(phase => phase.Tokens);
        sites.Clear();
    }

    public void Step(SiteStep step)
    {
        // A site's first report may stand where an earlier process left off: only what follows it was trained here.
        var steps = sites.TryGetValue(step.Site, out var before) ? step.Step - before.Step : 0;
        sites[step.Site] = step;
        timeLeft.Trained(steps * TokensPerStep);
    }

    public void Complete(CompletedRound round) => rounds.Add(round);
}
