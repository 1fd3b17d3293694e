using Azure.Core;
using Azure.Storage.Blobs;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>A container of Azure Blob Storage and the right to use it. Its text names the container and never a secret.</summary>
public sealed class AzureContainer
{
    private readonly Uri address;

    private AzureContainer(BlobContainerClient client)
    {
        Client = client;
        address = new UriBuilder(client.Uri) { Query = "" }.Uri;
    }

    internal BlobContainerClient Client { get; }

    /// <summary>Reads a connection string of the account, or a URL with a shared access signature.</summary>
    /// <param name="access">One of the two; a URL may be the account's or the container's own.</param>
    /// <param name="name">The container.</param>
    /// <exception cref="InvalidDataException">It is neither, or of another container.</exception>
    public static AzureContainer Parse(string access, string name)
    {
        ArgumentNullException.ThrowIfNull(access);
        var given = access.Trim();
        var client = given.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? OfUrl(given, name)
            : OfConnectionString(given, name);
        var isSigned = client.Uri.Query.Length > 0;
        return isSigned && client.Uri.Scheme != Uri.UriSchemeHttps && !client.Uri.IsLoopback
            ? throw new InvalidDataException("it would show its shared access signature to the network; use https")
            : new AzureContainer(client);
    }

    /// <inheritdoc/>
    public override string ToString() => address.ToString();

    private static BlobContainerClient OfConnectionString(string connection, string name)
    {
        try
        {
            return new BlobServiceClient(connection, Options()).GetBlobContainerClient(name);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's message may repeat what it was given.
            throw new InvalidDataException("it holds neither an account's connection string nor a URL with a shared access signature");
        }
    }

    private static BlobContainerClient OfUrl(string text, string name)
    {
        var url = Uri.TryCreate(text, UriKind.Absolute, out var parsed)
            ? new BlobUriBuilder(parsed) : throw new InvalidDataException("it holds a URL that is none");
        if (url.Sas is null)
        {
            throw new InvalidDataException("its URL carries no shared access signature");
        }

        if (url.BlobName.Length > 0 || (url.BlobContainerName.Length > 0 && url.BlobContainerName != name))
        {
            throw new InvalidDataException($"its URL is that of '{url.BlobContainerName}/{url.BlobName}', not of container '{name}'");
        }

        url.BlobContainerName = name;
        return new BlobContainerClient(url.ToUri(), Options());
    }

    /// <summary>An outage ends in a clear error after some seconds, a peer that hangs after a minute and a half.</summary>
    private static BlobClientOptions Options() => new()
    {
        Diagnostics = { IsTelemetryEnabled = false, IsLoggingEnabled = false },
        Retry =
        {
            Mode = RetryMode.Exponential, MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(20),
        },
    };
}
