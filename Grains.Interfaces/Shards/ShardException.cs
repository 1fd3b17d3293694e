using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Shards;

/// <summary>A shard refuses; see <see cref="TapestryException.Code"/>.</summary>
public sealed class ShardException(string code, string message) : TapestryException(code, message)
{
    /// <summary>The shard was never initialized.</summary>
    public const string NotFound = "shard.not-found";

    /// <summary>A version contradicts the one that stands.</summary>
    public const string Contradiction = "shard.contradiction";

    /// <summary>No version is staged for the round.</summary>
    public const string NothingStaged = "shard.nothing-staged";
}
