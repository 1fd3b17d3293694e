using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Sovereign;
using Tapestry.Training.Data.Batches;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Baselines;

/// <summary>What a consortium is compared with, from the same starting weights, text and learning rate.</summary>
/// <param name="Alone">Each member by itself, for as many steps as shared and private training together.</param>
/// <param name="Pooled">One model on all text at once, synchronously, on as many tokens as the Shared Base.</param>
internal sealed record BaselineModels(IReadOnlyDictionary<string, ReadOnlyMemory<float>> Alone, ReadOnlyMemory<float> Pooled)
{
    private const string PooledName = "pooled";

    public static async Task<BaselineModels> TrainAsync(
        ModelFactory factory, ModelConfig model, IReadOnlyList<SiteText> texts, PhaseTimer phases, CancellationToken cancellationToken)
    {
        var plan = factory.Plan;
        var start = InitialBase.Draw(model, factory.Settings.Seed);
        phases.Start(DemoNames.AlonePhase);
        var steps = plan.SharedSteps + plan.PrivateSteps;
        var alone = await factory.TrainEachAsync(texts, text => new PrivateTraining
        {
            Start = start,
            Batches = text.Batches(factory.Settings.Seed, plan.SequenceLength),
            Options = plan.TrainingOptions(plan.BatchSize, steps),
            Steps = steps,
        }, name => Path.Combine(factory.Folder.Root, "baselines", "alone", name), cancellationToken);

        phases.Start(DemoNames.PooledPhase);
        return new BaselineModels(alone, await TrainPooledAsync(factory, model, texts, cancellationToken));
    }

    /// <summary>Every step takes each member's batch of that step: synchronous data parallel training.</summary>
    public static async Task<ReadOnlyMemory<float>> TrainPooledAsync(
        ModelFactory factory, ModelConfig model, IReadOnlyList<SiteText> texts, CancellationToken cancellationToken)
    {
        var plan = factory.Plan;
        var sources = texts.Select(text => text.Batches(factory.Settings.Seed, plan.SequenceLength)).ToArray();
        var training = new PrivateTraining
        {
            Start = InitialBase.Draw(model, factory.Settings.Seed),
            Batches = new MixedBatches(sources, plan.SequenceLength),
            Options = plan.TrainingOptions(plan.BatchSize * texts.Count, plan.SharedSteps),
            Steps = plan.SharedSteps,
        };
        using var wholeMachine = new ComputePool(model, slotCount: 1, threadsPerSlot: plan.ComputeSlots, factory.Settings.Device);
        var folder = Path.Combine(factory.Folder.Root, "baselines", PooledName);
        return await factory.TrainAsync(PooledName, training, folder, wholeMachine, cancellationToken);
    }
}
