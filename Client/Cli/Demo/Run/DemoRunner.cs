using Tapestry.Client.Cli.Demo.Baselines;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Cli.Reports;
using Tapestry.Client.Site.Compute;
using Tapestry.Training.Libtorch;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>
/// The demo: a consortium in one process, then every member's Sovereign Model, then what they are compared with. Each
/// part goes on from what an earlier process left in the folder.
/// </summary>
public sealed class DemoRunner(TimeProvider clock) : IDemoRunner
{
    /// <inheritdoc/>
    public async Task<RunReport> RunAsync(
        DemoSettings settings, DemoFolder folder, IDemoProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(progress);

        // A machine without libtorch or the device is found before anything is written.
        _ = LibtorchInfo.Version;
        settings.Device.Validate();
        var model = DemoModel.Load(settings.Model);
        var plan = DemoPlan.Of(settings, model);
        var privacy = SiteDpPlan.Of(settings, plan, model);
        progress.Planned(DemoPhases.Plan(settings, plan));
        var phases = new PhaseTimer(progress, clock);
        var texts = DemoTexts.Load(settings, plan.SequenceLength, cancellationToken);
        using var compute = new ComputePool(model, plan.ComputeSlots, device: settings.Device);

        await using var region = await RegionFolder.OpenAsync(folder, clock, cancellationToken);
        phases.Start(DemoNames.ConsortiumPhase);
        var members = new ConsortiumMembers(settings, folder);
        await ConsortiumSetup.StartAsync(region, settings, plan, model, texts, members.Roster, privacy, cancellationToken);
        var run = await new ConsortiumTraining(region, compute, plan, members, progress).RunAsync(texts, cancellationToken);
        await region.Evidence.PublishNowAsync(cancellationToken);
        await region.Retention.CollectNowAsync(cancellationToken);
        var sharedBase = await SharedBaseFiles.WriteAsync(run.Base, model, folder, region.Blobs, cancellationToken);

        phases.Start(DemoNames.SovereignPhase);
        var context = new ModelFactory(settings, plan, folder, compute, progress);
        var sovereign = await context.TrainSovereignAsync(texts, sharedBase, cancellationToken);
        var baselines = settings.Baselines
            ? await BaselineModels.TrainAsync(context, model, texts, phases, cancellationToken)
            : null;

        phases.Start(DemoNames.EvaluationPhase);
        var bits = await new Evaluation(compute, texts, plan.FinalEvaluationBytes)
            .MeasureAsync(sharedBase, sovereign, baselines, cancellationToken);
        var last = await new Evaluation(compute, texts, plan.RoundEvaluationBytes).MeasureAsync(sharedBase, cancellationToken);
        var report = new ReportBuilder(settings, plan, region, privacy);
        return await report.BuildAsync(bits, last, sharedBase, phases.Finish());
    }
}
