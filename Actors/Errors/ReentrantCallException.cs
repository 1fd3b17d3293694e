namespace Tapestry.Actors;

/// <summary>A chain of joined calls came back to a grain whose method is still running.</summary>
public sealed class ReentrantCallException(IReadOnlyList<GrainId> chain)
    : GrainHostException(
        $"The call chain {string.Join(" -> ", chain)} enters {chain[^1]} while its method is still running. "
        + "Remedy: break the cycle, for instance by passing a value along instead of calling back.")
{
    /// <summary>Grains from the root call on; the last one is the one entered twice.</summary>
    public IReadOnlyList<GrainId> Chain { get; } = chain;
}
