using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Interfaces.Shards;

/// <summary>A slice of the Shared Base with its own outer-optimizer state; key: <see cref="ShardId"/>.</summary>
public interface IShardGrain
{
    /// <summary>Sets the starting version; called by the run.</summary>
    Task InitializeAsync(ShardVersion initial);

    /// <summary>Keeps a merged version beside the current one until the round is certified; called by the round.</summary>
    /// <exception cref="ShardException">Another result is staged for the same round, or the length differs.</exception>
    Task StageAsync(RoundId round, MergeResult result);

    /// <summary>Makes the staged version the current one and returns the head of the shard's audit stream.</summary>
    /// <exception cref="ShardException">Nothing is staged for this round.</exception>
    Task<StreamAnchor> PublishAsync(RoundId round);

    /// <summary>Drops what an abandoned round staged.</summary>
    Task DiscardAsync(RoundId round);

    /// <summary>Reads the shard.</summary>
    /// <exception cref="ShardException">The shard was never initialized.</exception>
    Task<ShardView> GetAsync();
}
