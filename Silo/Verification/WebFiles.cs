using System.Net;

namespace Tapestry.Silo.Verification;

/// <summary>A region's folder behind a web server.</summary>
/// <param name="http">The client to use; the caller's.</param>
/// <param name="root">Address of the folder.</param>
public sealed class WebFiles(HttpClient http, Uri root) : IPublishedFiles
{
    private readonly Uri root = root.AbsoluteUri.EndsWith('/') ? root : new Uri(root.AbsoluteUri + "/");

    /// <inheritdoc/>
    public string Place => root.AbsoluteUri;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = new Uri(root, path);
        try
        {
            using var answer = await http.GetAsync(file, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException failed)
        {
            throw new IOException($"'{file}' cannot be read: {failed.Message}", failed);
        }
    }
}
