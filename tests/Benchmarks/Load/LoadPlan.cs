namespace Tapestry.Benchmarks.Load;

/// <summary>The consortium and run of a load scenario.</summary>
internal sealed record LoadPlan
{
    /// <summary>Sites of the consortium; all take part.</summary>
    public required int Sites { get; init; }

    /// <summary>Parameters of each shard.</summary>
    public required IReadOnlyList<int> Shards { get; init; }

    /// <summary>Rounds of the run.</summary>
    public required int Rounds { get; init; }

    /// <summary>Whether updates are masked.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Parameters of the base.</summary>
    public int Parameters => Shards.Sum();
}
