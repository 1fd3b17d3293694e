using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Azure;

/// <summary>What stands between a silo and its container is one clear error at the start.</summary>
public sealed class AzureOpeningTests
{
    private const string AnyKey = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";

    [Fact]
    public async Task A_signature_with_all_rights_is_enough()
    {
        await AzureAccess.CreateAsync("signed");
        var store = await AzureAccess.OpenAsync(await AzureAccess.SignedUrlAsync("signed"), "signed");
        var blob = await store.PutAsync("content"u8.ToArray(), default);

        Assert.Equal("content"u8.ToArray(), (await store.ReadAsync(blob, default)).ToArray());
        await using (var upload = await store.OpenUploadAsync(Sha256Digest.Of("piece"u8), default))
        {
            await upload.AppendAsync(0, "piece"u8.ToArray(), default);
            await upload.CommitAsync(default);
        }

        Assert.Equal(2, (await store.CollectGarbageAsync(new HashSet<Sha256Digest>(), TimeSpan.Zero, default)).DeletedBlobs);
    }

    [Theory]
    [InlineData("rcwl")]
    [InlineData("rcwd")]
    [InlineData("cwdl")]
    [InlineData("rdl")]
    public async Task A_right_that_is_missing_is_told_with_the_container_and_the_remedy(string rights)
    {
        var container = $"rights-{rights}";
        await AzureAccess.CreateAsync(container);

        var url = await AzureAccess.SignedUrlAsync(container, rights);
        var refused = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => AzureAccess.OpenAsync(url, container));

        AssertRefusal(container, url, refused);
    }

    [Fact]
    public async Task A_signature_that_has_ended_is_told()
    {
        await AzureAccess.CreateAsync("ended");
        var url = await AzureAccess.SignedUrlAsync("ended", hours: -1);

        AssertRefusal("ended", url, await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => AzureAccess.OpenAsync(url, "ended")));
    }

    [Fact]
    public async Task A_key_of_another_account_is_told()
    {
        var server = await AzuriteServer.SharedAsync();
        var connection = server.ConnectionString.Replace(server.Key, AnyKey, StringComparison.Ordinal);

        AssertRefusal("other", AnyKey, await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => AzureAccess.OpenAsync(connection, "other")));
    }

    [Fact]
    public async Task A_container_that_is_missing_is_told_where_it_may_not_be_made()
    {
        var url = await AzureAccess.SignedUrlAsync("nowhere");

        var refused = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => AzureAccess.OpenAsync(url, "nowhere"));

        Assert.Contains("/nowhere/", refused.Message, StringComparison.Ordinal);
        Assert.Contains("there is no such container", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_goes_missing_is_no_missing_blob()
    {
        var connection = (await AzuriteServer.SharedAsync()).ConnectionString;
        var store = await AzureAccess.OpenAsync(connection, "gone");
        await new BlobContainerClient(connection, "gone").DeleteAsync();
        var blob = Sha256Digest.Of("x"u8);
        Func<Task>[] calls =
        [
            () => store.ReadAsync(blob, default), () => store.ExistsAsync(blob, default), () => store.DeleteAsync(blob, default),
            () => store.PutAsync("x"u8.ToArray(), default), () => store.OpenUploadAsync(blob, default), () => store.ListAsync(default).ToListAsync().AsTask(),
        ];

        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<BlobStoreUnavailableException>(call);
            Assert.Contains("there is no such container", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_container_of_another_format_is_left_alone()
    {
        var connection = (await AzuriteServer.SharedAsync()).ConnectionString;
        await AzureAccess.OpenAsync(connection, "format");
        await new BlobContainerClient(connection, "format").GetBlobClient("blobs/format").UploadAsync(
            new BinaryData("tapestry-objects 2\n"), overwrite: true);

        var refused = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => AzureAccess.OpenAsync(connection, "format"));

        Assert.Contains("its format is 'tapestry-objects 2'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_an_outage()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var outage = await Assert.ThrowsAsync<BlobStoreOutageException>(() => AzureAccess.OpenAsync(
            $"AccountName=a;AccountKey={AnyKey};BlobEndpoint=http://127.0.0.1:{port}/a", "none"));

        Assert.Contains($"http://127.0.0.1:{port}/a/none/", outage.Message, StringComparison.Ordinal);
        Assert.Contains("refused", outage.Message, StringComparison.Ordinal);
    }

    private static void AssertRefusal(string container, string secret, BlobStoreUnavailableException refused)
    {
        Assert.Contains($"/{container}/", refused.Message, StringComparison.Ordinal);
        Assert.Contains("refuses this silo's access", refused.Message, StringComparison.Ordinal);
        Assert.Contains("rights to read, create, write, delete and list", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sig=", refused.ToString(), StringComparison.Ordinal);
    }
}
