using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Site.Remote;

/// <summary>Sends bytes in pieces and goes on where the region says that an earlier try stopped.</summary>
internal sealed class ResumedUpload(RegionConnection connection, string path)
{
    private const string OffsetRefused = "blob.upload-offset";
    private const int MaximumCorrections = 100;
    private const int MaximumRepeats = 5;

    /// <summary>
    /// Sends the bytes and then the message that names them; both again when the silo that got the message lacks them, and
    /// once more when they were damaged where they waited.
    /// </summary>
    public async Task<T> SendAheadOfAsync<T>(ReadOnlyMemory<byte> content, Func<Task<T>> message, CancellationToken cancellationToken)
    {
        var wasInvalid = false;
        for (var repeats = 0; ; repeats++)
        {
            await SendAsync(content, cancellationToken);
            try
            {
                return await message();
            }
            catch (RegionRefusedException refused)
                when (refused.Code == RequestRefusalException.UploadMissing && repeats < MaximumRepeats)
            {
                // Sent again from the start.
            }
            catch (RoundException refused) when (refused.Code == RoundException.InvalidFrame && !wasInvalid)
            {
                wasInvalid = true;
            }
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var sent = 0L;
        var corrections = 0;
        do
        {
            try
            {
                sent = await AppendAsync(content, sent, cancellationToken);
            }
            catch (RegionRefusedException refused) when (refused.Code == OffsetRefused && ++corrections <= MaximumCorrections)
            {
                // A piece arrived whose answer was lost, or another silo has less of it.
                sent = await LengthAsync(cancellationToken);
            }
        }
        while (sent < content.Length);
    }

    private Task<long> AppendAsync(ReadOnlyMemory<byte> content, long offset, CancellationToken cancellationToken)
    {
        var piece = content.Slice((int)offset, (int)Math.Min(connection.Options.PieceBytes, content.Length - offset));
        var digest = ApiHeaders.ContentDigestOf(SHA256.HashData(piece.Span));
        return SendAsync(
            () =>
            {
                var request = BytesRequest.Create(HttpMethod.Patch, path, piece);
                request.Headers.Add(ApiHeaders.UploadOffset, offset.ToString(CultureInfo.InvariantCulture));
                request.Headers.Add(ApiHeaders.ContentDigest, digest);
                return request;
            },
            cancellationToken);
    }

    private Task<long> LengthAsync(CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), cancellationToken);

    private Task<long> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken) => connection.SendAsync(
        create,
        async (response, stop) => JsonSerializer.Deserialize(
            await response.Content.ReadAsByteArrayAsync(stop), ApiJson.Default.UploadState)!.Length,
        connection.Options.RequestTimeout, cancellationToken);
}
