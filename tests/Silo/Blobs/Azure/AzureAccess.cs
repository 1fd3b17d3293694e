using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Blobs.Azure;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Blobs.Azure;

/// <summary>Ways into a container of the shared server.</summary>
internal static class AzureAccess
{
    public const string AllRights = "rcwdl";

    /// <summary>The URL of a container with a signature that gives these rights.</summary>
    public static async Task<string> SignedUrlAsync(string container, string rights = AllRights, int hours = 1)
    {
        var server = await AzuriteServer.SharedAsync();
        var account = new BlobServiceClient(server.ConnectionString);
        var sas = new BlobSasBuilder
        {
            BlobContainerName = container, Resource = "c", ExpiresOn = TimeProvider.System.GetUtcNow().AddHours(hours), Protocol = SasProtocol.HttpsAndHttp,
        };
        sas.SetPermissions(rights, normalize: true);
        var signature = sas.ToSasQueryParameters(new StorageSharedKeyCredential(account.AccountName, server.Key));
        return $"{account.Uri.ToString().TrimEnd('/')}/{container}?{signature}";
    }

    /// <summary>Makes a container.</summary>
    public static async Task CreateAsync(string container) =>
        await new BlobContainerClient((await AzuriteServer.SharedAsync()).ConnectionString, container).CreateAsync();

    public static Task<AzureBlobStore> OpenAsync(string access, string container) => AzureBlobStore.OpenAsync(
        new AzureBlobStoreOptions { Container = AzureContainer.Parse(access, container) }, TimeProvider.System, CancellationToken.None);
}
