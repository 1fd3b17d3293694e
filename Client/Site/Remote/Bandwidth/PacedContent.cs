using System.Net;

namespace Tapestry.Client.Site.Remote.Bandwidth;

/// <summary>A body that passes at a limited rate, with the headers that it had.</summary>
internal sealed class PacedContent : HttpContent
{
    private readonly BandwidthLimit limit;
    private readonly HttpContent inner;

    public PacedContent(BandwidthLimit limit, HttpContent inner)
    {
        (this.limit, this.inner) = (limit, inner);
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new PacedStream(limit, await inner.ReadAsStreamAsync());

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new PacedStream(limit, await inner.ReadAsStreamAsync(cancellationToken));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var paced = new PacedStream(limit, await inner.ReadAsStreamAsync(cancellationToken));
        await paced.CopyToAsync(stream, BandwidthLimit.PieceBytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
