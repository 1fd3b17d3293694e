using System.Text;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Runs;

/// <summary>Makes the secure part of a ticket from the run's state.</summary>
internal static class SecureTicketFactory
{
    private const long LargestMetric = 1_000_000_000;

    public static SecureAggregationTicket Next(RunState state, IMaskingGraphs graphs, RoundId round, int localSteps)
    {
        var definition = state.Definition!;
        var plan = definition.Secure!;
        var rates = definition.LearningRate.SumOver(state.CertifiedSteps, localSteps);
        return new SecureAggregationTicket
        {
            BitsPerCoordinate = plan.BitsPerCoordinate,
            ClipNorm = plan.ClipNorm,
            Granularities = [.. definition.InitialBase.Shards.Select(shard => Granularity(state, shard.Index, rates))],
            RotationSeed = Sha256Digest.Of(Encoding.UTF8.GetBytes($"tapestry rotation 1: {round} {state.Base!.Digest()}")),
            DropoutPerMille = plan.DropoutPerMille,
            CorruptionPerMille = plan.CorruptionPerMille,
            Graph = graphs.Plan(definition.Sites.Count, state.Policy!.Quorum, plan.DropoutPerMille, plan.CorruptionPerMille),
            StepDeadline = plan.StepDeadline,
            MaximumAttempts = plan.MaximumAttempts,
            IdentityKeys = state.IdentityKeys!,
            SideValues = SideValues((long)localSteps * definition.BatchSize * definition.SequenceLength, plan.Noise),
            Noise = plan.Noise,
        };
    }

    /// <summary>Sums without noise tell of the data, so under noise there is only the number that the ticket itself fixes.</summary>
    private static IReadOnlyList<SideValue> SideValues(long tokens, SiteLevelNoise? noise) => noise is null
        ? [new SideValue(SideValue.Tokens, tokens), new SideValue(SideValue.MeanLoss, LargestMetric), new SideValue(SideValue.BaseBits, LargestMetric)]
        : [new SideValue(SideValue.Tokens, tokens)];

    private static float Granularity(RunState state, int shard, float rates) => state.Definition!.Secure!.Noise is { } noise
        ? noise.Granularity
        : GranularityRule.Of(state.Definition, state.LastMean, shard, rates);
}
