using Tapestry.Client.Cli.Demo.Baselines;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Site.Compute;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Embedded;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Trains a consortium and, where asked, the pooled model on the same tokens, and measures both.</summary>
public sealed class QualityComparison(TimeProvider clock)
{
    /// <summary>Trains in the settings' folder and measures; the pooled model only with <see cref="DemoSettings.Baselines"/>.</summary>
    /// <exception cref="Errors.UserErrorException">Folder, data or machine cannot be used.</exception>
    public async Task<QualityFigures> RunAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var folder = await DemoFolder.ClaimAsync(settings, cancellationToken);
        await using var progress = new QuietProgress();
        var model = DemoModel.Load(settings.Model);
        var plan = DemoPlan.Of(settings, model);
        var texts = DemoTexts.Load(settings, plan.SequenceLength, cancellationToken);
        using var compute = new ComputePool(model, plan.ComputeSlots, device: settings.Device);
        await using var region = await RegionFolder.OpenAsync(folder, clock, cancellationToken);

        var started = clock.GetTimestamp();
        var members = new ConsortiumMembers(settings, folder);
        await ConsortiumSetup.StartAsync(region, settings, plan, model, texts, members.Roster, SiteDpPlan.Of(settings, plan, model), cancellationToken);
        var run = await new ConsortiumTraining(region, compute, plan, members, progress).RunAsync(texts, cancellationToken);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        var sharedBase = await SharedBaseFiles.WriteAsync(run.Base, model, folder, region.Blobs, cancellationToken);
        var factory = new ModelFactory(settings, plan, folder, compute, progress);
        var evaluation = new Evaluation(compute, texts, plan.FinalEvaluationBytes);
        return new QualityFigures(
            plan.Rounds, plan.SharedSteps, seconds, await BytesUpPerParameterAsync(region, run, sharedBase.Length),
            await SecondsBeyondTrainingAsync(region, run, plan), await MeanBitsAsync(sharedBase), settings.Baselines ? await MeanBitsAsync(await TrainPooledAsync()) : null);

        Task<ReadOnlyMemory<float>> TrainPooledAsync() => BaselineModels.TrainPooledAsync(
            new ModelFactory(settings, plan, folder, compute, progress), model, texts, cancellationToken);

        async Task<double> MeanBitsAsync(ReadOnlyMemory<float> parameters) =>
            (await evaluation.MeasureAsync(parameters, cancellationToken)).Values.Average();
    }

    private static async Task<double> SecondsBeyondTrainingAsync(EmbeddedRegion region, RunView run, DemoPlan plan)
    {
        var seconds = new List<double>();
        for (var number = 1; number <= run.LatestRound; number++)
        {
            var round = await region.Grains.GetGrain<IRoundGrain>(new RoundId(DemoNames.Run, number).Value).GetAsync();
            seconds.Add(RoundTimes.Of(round, plan).Other.TotalSeconds);
        }

        seconds.Sort();
        return seconds[seconds.Count / 2];
    }

    private static async Task<double> BytesUpPerParameterAsync(EmbeddedRegion region, RunView run, int parameters)
    {
        var last = await region.Grains.GetGrain<IRoundGrain>(new RoundId(DemoNames.Run, run.LatestRound).Value).GetAsync();
        return (double)RoundFigures.Up(last) / last.Cohort.Count / parameters;
    }
}
