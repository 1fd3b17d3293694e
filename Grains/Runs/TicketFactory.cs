using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Runs;

/// <summary>Makes a round's ticket from the run's state, a masking graph planned, and nothing else.</summary>
internal static class TicketFactory
{
    /// <summary>The ticket of round <see cref="RunState.LatestRound"/>.</summary>
    public static RoundTicket Next(RunState state, IMaskingGraphs graphs)
    {
        var definition = state.Definition!;
        var round = new RoundId(definition.Run, state.LatestRound);
        var localSteps = definition.LocalSteps.StepsAfter(state.CertifiedRounds, definition.Rounds);
        return new RoundTicket
        {
            Round = round,
            Policy = state.Policy!,
            Base = state.Base!,
            ModelConfig = definition.ModelConfig,
            Invited = [.. definition.Sites.OrderBy(site => site.Value, StringComparer.Ordinal)],
            LocalSteps = localSteps,
            FirstStep = state.CertifiedSteps,
            LearningRate = definition.LearningRate,
            Inner = definition.Inner,
            BatchSize = definition.BatchSize,
            SequenceLength = definition.SequenceLength,
            DataSeed = definition.DataSeed,
            Encoding = definition.Encoding,
            Outer = definition.OuterStepAfter(state.CertifiedRounds, state.CertifiedSteps),
            Deadlines = definition.Deadlines,
            Secure = definition.Secure is null ? null : SecureTicketFactory.Next(state, graphs, round, localSteps),
        };
    }
}
