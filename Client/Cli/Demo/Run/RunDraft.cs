using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>A run whose numbers a <see cref="DemoPlan"/> chooses, before what it names is stored.</summary>
internal sealed record RunDraft
{
    public required RunId Run { get; init; }

    public required ConsortiumId Consortium { get; init; }

    public required IReadOnlyList<SiteId> Sites { get; init; }

    public required ModelConfig Model { get; init; }

    public required DemoPlan Plan { get; init; }

    /// <summary>Draws the starting base and seeds the data's order.</summary>
    public required ulong Seed { get; init; }

    public required EncodingKind Encoding { get; init; }

    public required RoundDeadlines Deadlines { get; init; }

    /// <summary>Secure aggregation for a model of so many parameters; null for updates in the clear.</summary>
    public Func<int, SecureAggregationPlan>? Secure { get; init; }

    /// <summary>Stores starting base and model configuration; the same draft gives the same definition on the same machine.</summary>
    public async Task<RunDefinition> StoreAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, Task<Sha256Digest>> store, CancellationToken cancellationToken)
    {
        var initial = InitialBase.Draw(Model, Seed);
        return new RunDefinition
        {
            Run = Run,
            Consortium = Consortium,
            Sites = Sites,
            InitialBase = await InitialBase.StoreAsync(initial, Plan.ShardLength, store, cancellationToken),
            ModelConfig = await InitialBase.StoreConfigAsync(Model, store, cancellationToken),
            Rounds = Plan.Rounds,
            LocalSteps = Plan.LocalSteps,
            LearningRate = Plan.LearningRate,
            Inner = Plan.Inner,
            Outer = Plan.Outer,
            Encoding = Encoding,
            BatchSize = Plan.BatchSize,
            SequenceLength = Plan.SequenceLength,
            DataSeed = Seed,
            Deadlines = Deadlines,
            Secure = Secure?.Invoke(initial.Length),
        };
    }
}
