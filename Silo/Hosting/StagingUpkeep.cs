using System.Collections.Frozen;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Hosting;

/// <summary>Removes uploads that nobody went on with.</summary>
internal static class StagingUpkeep
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan OldestUpload = TimeSpan.FromDays(1);

    public static async Task RunAsync(IBlobStore staging, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            await staging.CollectGarbageAsync(FrozenSet<Sha256Digest>.Empty, OldestUpload, cancellationToken);
            await Task.Delay(Every, clock, cancellationToken);
        }
    }
}
