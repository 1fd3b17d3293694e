using System.Net;
using System.Net.Http.Headers;

namespace Tapestry.Client.Site.Remote;

/// <summary>Requests whose body is bytes.</summary>
internal static class BytesRequest
{
    public static HttpRequestMessage Create(HttpMethod method, string path, ReadOnlyMemory<byte> bytes) => new(method, new Uri(path, UriKind.Relative))
    {
        Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        Version = HttpVersion.Version11, // Large bodies need no frames and no windows.
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
