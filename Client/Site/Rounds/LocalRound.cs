using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Rounds;

/// <summary>What a finished local phase leaves: everything that the rest of the round needs, so that it is never repeated.</summary>
public sealed record LocalRound
{
    /// <summary>The report to send.</summary>
    public required ReadyReport Report { get; init; }

    /// <summary>The encoded contribution of each shard, as it will be uploaded; empty in a secure round.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Frames { get; init; }

    /// <summary>In a secure round the update with the carried residual, float32, to be masked once the cohort is fixed; else empty.</summary>
    public ReadOnlyMemory<float> Update { get; init; }

    /// <summary>In a secure round what the phase measured; else null.</summary>
    public LocalMetrics? Metrics { get; init; }

    /// <summary>The inner optimizer after the phase; the next phase goes on from it.</summary>
    public required OptimizerState Optimizer { get; init; }

    /// <summary>What rounding left out, to be added to the next update (error feedback); empty when nothing was.</summary>
    public required ReadOnlyMemory<float> Residual { get; init; }
}
