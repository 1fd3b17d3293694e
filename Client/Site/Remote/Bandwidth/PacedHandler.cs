namespace Tapestry.Client.Site.Remote.Bandwidth;

/// <summary>Lets the bodies of requests and responses pass at a limited rate.</summary>
public sealed class PacedHandler(BandwidthLimit limit, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Content is { } body)
        {
            request.Content = new PacedContent(limit, body);
        }

        var response = await base.SendAsync(request, cancellationToken);
        response.Content = new PacedContent(limit, response.Content);
        return response;
    }
}
