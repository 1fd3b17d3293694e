using System.Globalization;
using System.Net.Http.Headers;
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
    private const string InUse = "blob.upload-in-use";
    private const string Discarded = "blob.digest-mismatch";
    private const int MaximumCorrections = 100;
    private const int MaximumRepeats = 5;

    /// <summary>Sends the bytes and then the message that names them; both again when the silo that got the message lacks them.</summary>
    public async Task<T> SendAheadOfAsync<T>(ReadOnlyMemory<byte> content, Func<Task<T>> message, CancellationToken cancellationToken)
    {
        for (var repeats = 0; ; repeats++)
        {
            await SendAsync(content, cancellationToken);
            try
            {
                return await message();
            }
            catch (RegionRefusedException refused)
                when (refused.Code is RequestRefusalException.UploadMissing or Discarded && repeats < MaximumRepeats)
            {
                // Sent again from the start.
            }
            catch (RegionRefusedException refused) when (refused.Code == Discarded)
            {
                throw new RoundException(RoundException.InvalidFrame, refused.Message);
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
            catch (RegionRefusedException refused) when (refused.Code is OffsetRefused or InUse && ++corrections <= MaximumCorrections)
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
        var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(piece.Span))}:";
        return SendAsync(
            () => new HttpRequestMessage(HttpMethod.Patch, new Uri(path, UriKind.Relative))
            {
                Content = new ReadOnlyMemoryContent(piece) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
                Headers =
                {
                    { ApiHeaders.UploadOffset, offset.ToString(CultureInfo.InvariantCulture) },
                    { ApiHeaders.ContentDigest, digest },
                },
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
