using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Sdk.Models;

/// <summary>A fetched shard is not the one that the manifest names.</summary>
public sealed class DamagedShardException(ShardVersion shard, long bytes) : TapestryException(
    "shard.damaged",
    $"Shard {shard.Index} arrived with {bytes} bytes that do not hash to {shard.Parameters} "
    + $"({(long)shard.Length * sizeof(float)} bytes expected): fetch it again or from another source.");
