using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>A store of its own for each test, on a clock that the test moves.</summary>
public abstract class BlobContractBase(IBlobStoreFixture fixture) : IDisposable
{
    protected static CancellationToken None => CancellationToken.None;

    protected IBlobStoreFixture Fixture { get; } = fixture;

    protected ManualTimeProvider Clock { get; } = new();

    public void Dispose()
    {
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static byte[] Content(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    protected static async Task<IReadOnlyList<Sha256Digest>> NamesAsync(IBlobStore store) =>
        [.. (await store.ListAsync(None).ToListAsync()).Select(info => info.Blob)];

    protected Task<IBlobStore> OpenAsync(long maxBlobBytes = 1 << 20) => Fixture.OpenAsync(Clock, maxBlobBytes);
}
