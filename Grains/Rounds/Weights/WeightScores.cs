using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;

namespace Tapestry.Grains.Rounds.Weights;

/// <summary>What a report is worth under a weight rule, before floor and cap.</summary>
public static class WeightScores
{
    /// <summary>Scores a report; never negative.</summary>
    public static double Of(WeightRule rule, ReadyReport report) => rule switch
    {
        WeightRule.Equal => 1,
        WeightRule.Tokens => report.Tokens ?? 0,
        WeightRule.Quality => Math.Max(0, Improvement(report)),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Unknown weight rule."),
    };

    /// <summary>Share by which local training lowered the held-out bits per byte; negative when it raised them.</summary>
    public static double Improvement(ReadyReport report) => report is { BaseBitsPerByte: { } shared, LocalBitsPerByte: { } local }
        ? (shared - local) / shared
        : 0;
}
