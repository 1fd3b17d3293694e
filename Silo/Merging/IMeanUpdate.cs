using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Merging;

/// <summary>The weighted mean of the members' updates of one shard; a function of the plan and the blobs it names.</summary>
internal interface IMeanUpdate
{
    /// <summary>Reads the contributions; memory is O(shard).</summary>
    /// <returns>The mean, as many coordinates as the shard has.</returns>
    /// <exception cref="BlobException">A blob is missing or damaged.</exception>
    Task<float[]> ReadAsync(MergePlan plan, CancellationToken cancellationToken);
}
