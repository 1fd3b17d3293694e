namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>Plans masking graphs. Pure; the same arguments give the same plan everywhere.</summary>
public interface IMaskingGraphs
{
    /// <summary>The graph of a cohort.</summary>
    /// <param name="members">2 to 1024.</param>
    /// <param name="quorum">The policy's fewest survivors; the protocol may demand more.</param>
    /// <param name="dropoutPerMille">Dropouts to outlive, in thousandths of the members.</param>
    /// <param name="corruptionPerMille">Members that may collude with the operator, in thousandths; at most 333.</param>
    MaskingGraphNotice Plan(int members, int quorum, int dropoutPerMille, int corruptionPerMille);
}
