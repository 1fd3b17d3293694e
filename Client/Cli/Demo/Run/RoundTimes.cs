using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Where a round's wall time went.</summary>
/// <param name="Training">Local phases of all sites, divided by those that ran at the same time.</param>
/// <param name="Other">Everything else.</param>
internal sealed record RoundTimes(TimeSpan Training, TimeSpan Other)
{
    public static RoundTimes Of(RoundView round, DemoPlan plan)
    {
        var wall = (round.EndedAt ?? round.OpenedAt) - round.OpenedAt;
        var busy = round.Ready.Aggregate(TimeSpan.Zero, (sum, report) => sum + report.TrainingTime);
        var training = busy / Math.Max(1, Math.Min(plan.ComputeSlots, round.Ready.Count));
        training = training < wall ? training : wall;
        return new RoundTimes(training, wall - training);
    }
}
