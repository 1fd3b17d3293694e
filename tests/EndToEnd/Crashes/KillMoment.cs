namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>When to kill: so long after the run's files show a stage.</summary>
internal sealed record KillMoment(RunStage Stage, TimeSpan After)
{
    public override string ToString() => $"{After.TotalMilliseconds:F0} ms after {Stage}";
}
