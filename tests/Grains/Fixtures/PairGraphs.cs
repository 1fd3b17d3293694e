using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Tests.Fixtures;

/// <summary>Graphs that say what they were planned from.</summary>
internal sealed class PairGraphs : IMaskingGraphs
{
    public MaskingGraphNotice Plan(int members, int quorum, int dropoutPerMille, int corruptionPerMille) => new()
    {
        Members = members, Threshold = quorum, Neighbours = 2, ShareThreshold = dropoutPerMille, FailureBits = corruptionPerMille,
    };
}
