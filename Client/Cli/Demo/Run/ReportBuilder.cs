using System.Runtime.InteropServices;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Embedded;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Makes the report from the region's own record, so that a resumed run reports all of its rounds.</summary>
internal sealed class ReportBuilder(DemoSettings settings, DemoPlan plan, EmbeddedRegion region, SiteDpPlan? privacy)
{
    public async Task<RunReport> BuildAsync(
        ReportBitsPerByte bits, IReadOnlyDictionary<string, double> lastRoundBits, float[] sharedBase, IReadOnlyList<ReportPhase> phases)
    {
        var views = await RoundsAsync();
        return new RunReport
        {
            Seed = settings.Seed,
            Settings = Settings(),
            Machine = MachineProbe.Describe(),
            Parameters = sharedBase.Length,
            Rounds = [.. views.Select((view, i) => Round(view, i + 1 < views.Count ? RoundFigures.BaseBits(views[i + 1]) : lastRoundBits))],
            Bpb = bits,
            SharedBaseSha256 = Sha256Digest.Of(MemoryMarshal.AsBytes(sharedBase.AsSpan())).Value,
            Traffic = new ReportTraffic
            {
                BytesUp = views.Sum(RoundFigures.Up),
                BytesDown = views.Sum(RoundFigures.Down),
                SynchronousDataParallelBytes = RoundFigures.Synchronous(sharedBase.Length, settings.Sites.Count, plan.SharedSteps),
            },
            Phases = phases,
            Privacy = settings.Secure?.SiteDp is { } asked && privacy is not null
                ? PrivacyFigures.Of(asked, privacy, await LedgersAsync(), region.Composition)
                : null,
            Secure = settings.Secure is { } secure ? SecureFigures.Of(secure, views, sharedBase.Length) : null,
        };
    }

    private ReportRound Round(RoundView view, IReadOnlyDictionary<string, double> bits)
    {
        var times = RoundTimes.Of(view, plan);
        return new ReportRound
        {
            Round = view.Ticket.Round.Number,
            Status = view.Phase == RoundPhase.Certified ? RoundStatus.Certified : RoundStatus.Abandoned,
            LocalSteps = view.Ticket.LocalSteps,
            SecondsTraining = times.Training.TotalSeconds,
            SecondsOther = times.Other.TotalSeconds,
            BytesUp = RoundFigures.Up(view),
            BytesDown = RoundFigures.Down(view),
            MeanLoss = RoundFigures.MeanLoss(view),
            HeldOutBitsPerByte = bits,
            MaskedSums = MaskedSumFigures.Of(view),
        };
    }

    /// <summary>The demo's members name their datasets like themselves.</summary>
    private async Task<IReadOnlyList<LedgerView>> LedgersAsync()
    {
        var ledgers = new List<LedgerView>();
        foreach (var site in settings.Sites)
        {
            ledgers.Add(await region.Grains.GetGrain<ILedgerGrain>(new LedgerId(new SiteId(site), site).Value).GetAsync());
        }

        return ledgers;
    }

    private async Task<IReadOnlyList<RoundView>> RoundsAsync()
    {
        var run = await region.Grains.GetGrain<IRunGrain>(DemoNames.Run.Value).GetAsync();
        var views = new List<RoundView>();
        for (var number = 1; number <= run.LatestRound; number++)
        {
            views.Add(await region.Grains.GetGrain<IRoundGrain>(new RoundId(DemoNames.Run, number).Value).GetAsync());
        }

        return views;
    }

    private ReportSettings Settings() => new()
    {
        Languages = settings.Sites,
        Data = settings.DataFolder is null ? TextSource.SdkStrings : TextSource.Folder,
        Model = settings.Model.ConfigPath is { } path ? Path.GetFileName(path) : settings.Model.Name,
        Rounds = plan.Rounds,
        LocalSteps = settings.LocalSteps,
        PrivateSteps = plan.PrivateSteps,
        Encoding = settings.Encoding,
        Weights = settings.Weights,
        Baselines = settings.Baselines,
    };
}
