namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>Who masks and shares with whom, and the failure bound that this choice meets; public, part of the ticket.</summary>
public sealed record GraphPlan
{
    /// <summary>Value of <see cref="FailureBits"/> where nothing is left to chance.</summary>
    public const int Certain = ushort.MaxValue;

    /// <summary>Neighbours of every member: n - 1 in the complete graph, else even.</summary>
    public required int Degree { get; init; }

    /// <summary>Shares that recover a member's secret, of its neighbours and itself.</summary>
    public required int ShareThreshold { get; init; }

    /// <summary>Share of members that may collude with the operator, in thousandths.</summary>
    public required int CorruptionPerMille { get; init; }

    /// <summary>The probability that the graph fails a round is at most 2 to the minus this.</summary>
    public required int FailureBits { get; init; }
}
