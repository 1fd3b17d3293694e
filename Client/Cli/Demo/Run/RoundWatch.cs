using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Embedded;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>
/// Follows the region's event stream and shows each round once the sites have measured the base that it made, which
/// they do at the start of the next one.
/// </summary>
internal sealed class RoundWatch(EmbeddedRegion region, DemoPlan plan, IDemoProgress progress)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var grain = region.Grains.GetGrain<IRunGrain>(DemoNames.Run.Value);
        var shown = (await grain.GetAsync()).LatestRound - 1;
        await foreach (var recorded in region.Events.WatchAsync(null, 0, cancellationToken))
        {
            if (recorded.Name is not (RoundEventNames.CohortFixed or RoundEventNames.Abandoned or "run-ended"))
            {
                continue;
            }

            var run = await grain.GetAsync();
            var known = run.Phase == RunPhase.Running ? run.LatestRound - 1 : run.LatestRound;
            for (shown = Math.Max(shown, 0); shown < known; shown++)
            {
                await ShowAsync(shown + 1);
            }

            if (run.Phase != RunPhase.Running)
            {
                return;
            }
        }
    }

    private async Task ShowAsync(int number)
    {
        var round = await RoundAsync(number);
        var next = await TryRoundAsync(number + 1);
        var times = RoundTimes.Of(round, plan);
        progress.RoundCompleted(new CompletedRound
        {
            Round = number,
            OfRounds = plan.Rounds,
            IsCertified = round.Phase == RoundPhase.Certified,
            MeanLoss = RoundFigures.MeanLoss(round),
            HeldOutBitsPerByte = next is null ? [] : RoundFigures.BaseBits(next),
            BytesUp = RoundFigures.Up(round),
            BytesDown = RoundFigures.Down(round),
            Training = times.Training,
            Other = times.Other,
        });
    }

    private Task<RoundView> RoundAsync(int number) =>
        region.Grains.GetGrain<IRoundGrain>(new RoundId(DemoNames.Run, number).Value).GetAsync();

    private async Task<RoundView?> TryRoundAsync(int number)
    {
        try
        {
            return await RoundAsync(number);
        }
        catch (RoundException missing) when (missing.Code == RoundException.NotFound)
        {
            return null;
        }
    }
}
