namespace Tapestry.Silo.Tests.Http;

/// <summary>Lets every second request through and loses, or cuts short, the answer of the others.</summary>
internal sealed class TearingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    private int requests;

    public int TornAnswers { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (++requests % 2 == 0)
        {
            return response;
        }

        TornAnswers++;
        if (response.Content.Headers.ContentType?.MediaType != "application/octet-stream")
        {
            response.Dispose();
            throw new HttpRequestException("planted: the answer was lost");
        }

        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var cut = new StreamContent(new MemoryStream(content, 0, content.Length / 2));
        cut.Headers.ContentLength = content.Length;
        response.Content = cut;
        return response;
    }
}
