using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Http;

/// <summary>Bytes up in pieces and down by range; a torn transfer goes on where it stopped.</summary>
internal static class TransferOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(HttpMethods.Get, ApiPaths.Upload, "Says how far an upload has come.", StateAsync)
        {
            Access = ApiAccess.OwnSite, Response = ApiJson.Default.UploadState,
        },
        new(HttpMethods.Patch, ApiPaths.Upload, "Adds the next piece of an upload.", AppendAsync)
        {
            Access = ApiAccess.OwnSite, Media = ApiCall.Binary, Response = ApiJson.Default.UploadState, Headers = [ApiHeaders.UploadOffset, ApiHeaders.ContentDigest],
        },
        new(HttpMethods.Get, ApiPaths.Blob, "Reads a blob, or the rest of it from an offset.", DownloadAsync)
        {
            Access = ApiAccess.Members(ApiScope.ModelsRead), Media = ApiCall.Binary, Headers = ["Range"],
        },
        new(HttpMethods.Put, ApiPaths.Blob, "Stores a blob.", StoreAsync)
        {
            Access = ApiAccess.Operator with { Scopes = [ApiScope.RunsWrite] }, Media = ApiCall.Binary, Status = StatusCodes.Status204NoContent,
        },
    ];

    private static async Task StateAsync(ApiCall call)
    {
        _ = (call.Round, Site(call));
        var length = await call.Uploads.LengthAsync(call.Digest, call.Aborted);
        await call.WriteJsonAsync(new UploadState(length), ApiJson.Default.UploadState);
    }

    private static async Task AppendAsync(ApiCall call)
    {
        var (round, site, digest) = (call.Round, Site(call), call.Digest);
        var offset = ApiCall.Number(
            ApiHeaders.UploadOffset, call.Context.Request.Headers[ApiHeaders.UploadOffset].ToString(), 0, int.MaxValue);
        var piece = await call.ReadBytesAsync(call.Limits.MaxPieceBytes);
        ApiTraffic.Received(ApiTraffic.Upload, piece.Length);
        Verify(call.Context.Request.Headers[ApiHeaders.ContentDigest].ToString(), piece.Span);
        var length = await call.Uploads.AppendAsync(round, site, digest, offset, piece, call.Aborted);
        await call.WriteJsonAsync(new UploadState(length), ApiJson.Default.UploadState);
    }

    private static void Verify(string header, ReadOnlySpan<byte> piece)
    {
        var actual = ApiHeaders.ContentDigestOf(SHA256.HashData(piece));
        if (header != actual)
        {
            throw new RequestRefusalException(
                RequestRefusalException.PieceDamaged, $"{ApiHeaders.ContentDigest} is '{header}'; the piece has {actual}. Send it again.");
        }
    }

    /// <summary>
    /// Reads from the start in any case, because only the whole can be verified. Damage found at the end breaks the
    /// connection off before the last byte is out.
    /// </summary>
    private static async Task DownloadAsync(ApiCall call)
    {
        await using var content = await call.Region.Blobs.OpenReadAsync(call.Digest, call.Aborted);
        var response = call.Context.Response;
        var first = RangeStart(call.Context.Request.Headers.Range.ToString(), content.Length);
        response.ContentType = ApiCall.Binary;
        response.ContentLength = content.Length - first;
        response.Headers.AcceptRanges = "bytes";
        if (first > 0)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture, $"bytes {first}-{content.Length - 1}/{content.Length}");
        }

        await CopyFromAsync(content, first, response.Body, call.Aborted);
    }

    private static async Task CopyFromAsync(Stream content, long first, Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        var at = 0L;
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var skipped = (int)Math.Clamp(first - at, 0, count);
            await body.WriteAsync(buffer.AsMemory(skipped, count - skipped), cancellationToken);
            ApiTraffic.Sent(ApiTraffic.Blob, count - skipped);
            at += count;
        }
    }

    /// <summary>Takes <c>bytes=N-</c>; anything else, as RFC 9110 allows, is answered with the whole.</summary>
    private static long RangeStart(string range, long length)
    {
        const string unit = "bytes=";
        return range.StartsWith(unit, StringComparison.Ordinal) && range.EndsWith('-')
            && long.TryParse(range.AsSpan(unit.Length, range.Length - unit.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && first < length ? first : 0;
    }

    private static async Task StoreAsync(ApiCall call)
    {
        await call.Region.Blobs.PutAsync(call.Digest, call.Context.Request.Body, call.Aborted);
        ApiTraffic.Received(ApiTraffic.Blob, call.Context.Request.ContentLength ?? 0);
        await call.NoContentAsync();
    }

    private static SiteId Site(ApiCall call) => new(call.Route("site"));
}
