using Tapestry.Silo.Blobs;
using Tapestry.Silo.Receipts;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Folders;

/// <summary>Silos of a region start together, the first time too.</summary>
public sealed class FolderOpeningTests : IDisposable
{
    private const int Silos = 8;
    private const int Starts = 50;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_open_a_folder_that_none_has_opened_before()
    {
        for (var start = 0; start < Starts; start++)
        {
            var options = new FolderBlobStoreOptions { Folder = folder.File($"region{start}") };

            await Task.WhenAll(Enumerable.Range(0, Silos).Select(_ => FolderBlobStore.OpenAsync(options, TimeProvider.System, default)));
        }
    }

    [Fact]
    public async Task All_sign_with_one_key()
    {
        for (var start = 0; start < Starts; start++)
        {
            var path = folder.File($"receipts{start}.pem");
            using var together = new Barrier(Silos);

            var signers = await Task.WhenAll(Enumerable.Range(0, Silos).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return ReceiptSigner.LoadOrCreate(path);
                },
                default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Single(signers.Select(signer => Convert.ToHexString(signer.PublicKey.Span)).Distinct());
            Array.ForEach(signers, signer => signer.Dispose());
        }
    }
}
