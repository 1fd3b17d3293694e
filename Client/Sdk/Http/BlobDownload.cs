using System.Net;
using System.Net.Http.Headers;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Sdk.Http;

/// <summary>Fetches a blob once and goes on where a torn transfer stopped; whoever asked verifies the digest.</summary>
public sealed class BlobDownload(RegionConnection connection, Sha256Digest blob)
{
    private byte[] content = [];
    private int received;

    /// <summary>Fetches the whole blob.</summary>
    /// <exception cref="BlobNotFoundException">The region does not have it, or found it damaged.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connection.SendAsync(Request, ReadAsync, connection.Options.RequestTimeout, cancellationToken);
        }
        catch (RegionRefusedException refused) when (refused.Problem.Status == (int)HttpStatusCode.NotFound)
        {
            throw new BlobNotFoundException(blob, refused.Message);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(ApiPaths.BlobOf(blob), UriKind.Relative));
        if (received > 0 && received < content.Length)
        {
            request.Headers.Range = new RangeHeaderValue(received, null);
        }

        return request;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var isRest = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == received;
        if (!isRest)
        {
            received = 0;
            content = new byte[response.Content.Headers.ContentLength ?? throw new IOException("The region did not say how long the blob is.")];
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (received < content.Length)
        {
            var count = await body.ReadAsync(content.AsMemory(received), cancellationToken);
            received += count > 0 ? count : throw new IOException($"The transfer ended after {received} of {content.Length} bytes.");
        }

        return content;
    }
}
