using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Rounds;
using Tapestry.Client.Site.Sovereign;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Trains the demo's private models; those of different members take turns on the cores.</summary>
internal sealed class ModelFactory(
    DemoSettings settings, DemoPlan plan, DemoFolder folder, ComputePool compute, IDemoProgress progress)
{
    /// <summary>Steps between two saves.</summary>
    private const int StepsPerStretch = 100;

    public DemoPlan Plan => plan;

    public DemoSettings Settings => settings;

    public DemoFolder Folder => folder;

    public ComputePool Compute => compute;

    /// <summary>Sovereign Builds: each member goes on from the Shared Base with its own text and optimizer state.</summary>
    public Task<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> TrainSovereignAsync(
        IReadOnlyList<SiteText> texts, ReadOnlyMemory<float> sharedBase, CancellationToken cancellationToken) =>
        TrainEachAsync(texts, text => new PrivateTraining
        {
            Start = sharedBase,
            Optimizer = LocalRoundStore.In(folder.Site(text.Name)).LoadOptimizer(DemoNames.Run, sharedBase.Length),
            Batches = new ShiftedBatches(text.Batches(settings.Seed, plan.SequenceLength), plan.SharedSteps),
            Options = plan.SovereignOptions(),
            Steps = plan.PrivateSteps,
        }, folder.Sovereign, cancellationToken);

    /// <summary>One training for each member.</summary>
    public async Task<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> TrainEachAsync(
        IReadOnlyList<SiteText> texts, Func<SiteText, PrivateTraining> describe, Func<string, string> modelFolder,
        CancellationToken cancellationToken)
    {
        var trained = await Task.WhenAll(texts.Select(async text =>
            (text.Name, Model: await TrainAsync(text.Name, describe(text), modelFolder(text.Name), compute, cancellationToken))));
        return trained.ToDictionary(pair => pair.Name, pair => pair.Model);
    }

    /// <summary>One training, shown under a name.</summary>
    public Task<ReadOnlyMemory<float>> TrainAsync(
        string name, PrivateTraining training, string modelFolder, ComputePool pool, CancellationToken cancellationToken)
    {
        var display = new StepDisplay(training.Steps, progress);
        return new PrivateTrainer(pool, StepsPerStretch).RunAsync(
            training, modelFolder, modelFolder + ".work", taken => display.Show(name, taken), cancellationToken);
    }
}
