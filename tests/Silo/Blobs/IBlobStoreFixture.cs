using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>What the contract suite needs of a backend besides the contract.</summary>
public interface IBlobStoreFixture : IDisposable
{
    /// <summary>Opens the store; a second call is another process over the same content.</summary>
    Task<IBlobStore> OpenAsync(TimeProvider clock, long maxBlobBytes);

    /// <summary>Changes stored bytes behind the store's back.</summary>
    Task DamageAsync(Sha256Digest blob, Func<byte[], byte[]> change);
}
