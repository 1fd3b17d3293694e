namespace Tapestry.Faults.Tests.Blobs;

/// <summary>Lets a test act before a request is sent and after it was answered well, while its sender waits.</summary>
internal sealed class WatchedRequests(
    HttpMessageHandler inner, Func<HttpRequestMessage, Task> before, Func<HttpRequestMessage, Task> after) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await before(request);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            await after(request);
        }

        return response;
    }
}
