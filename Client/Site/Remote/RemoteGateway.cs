using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Client.Site.Remote;

/// <summary>
/// A region over HTTP, as a site sees it. A region that is away is waited for; every message is the JSON, and the bytes, that
/// the egress journal counted.
/// </summary>
public sealed class RemoteGateway(RegionConnection connection) : ISiteGateway
{
    /// <summary>What a long poll's answer may need beyond the time that the region holds it.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

    private RegionConnectionOptions Options => connection.Options;

    /// <inheritdoc/>
    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) => WriteAsync(message, cancellationToken);

    /// <inheritdoc/>
    public async Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await PollAsync(message, ApiJson.Default.TicketWait, cancellationToken);
            if (answer.Status != WaitStatus.Waiting)
            {
                return answer.Ticket;
            }
        }
    }

    /// <inheritdoc/>
    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) => WriteAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) => WriteAsync(message, cancellationToken);

    /// <inheritdoc/>
    public async Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await PollAsync(message, ApiJson.Default.CohortWait, cancellationToken);
            if (answer.Decision is { } decision)
            {
                return decision;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return await SendWithAsync(message.Frame, message, message.Round, message.Digest, ReadAs(ApiJson.Default.SignedReceipt), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await PollAsync(message, ApiJson.Default.ProtocolWait, cancellationToken);
            if (answer.Status != WaitStatus.Waiting)
            {
                return answer.Instruction;
            }
        }
    }

    /// <inheritdoc/>
    public async Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        await SendWithAsync(message.Message, message, message.Round, message.Digest, (_, _) => Task.FromResult(true), cancellationToken);
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) => WriteAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new BlobDownload(connection, message.Blob).FetchAsync(cancellationToken);
    }

    /// <summary>Bytes that fit one piece are the body and their message a header: one request. More go ahead of it, in pieces.</summary>
    private Task<T> SendWithAsync<T>(
        ReadOnlyMemory<byte> bytes, SiteMessage message, RoundId round, Sha256Digest digest,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (bytes.Length > Options.PieceBytes)
        {
            return new ResumedUpload(connection, ApiPaths.UploadOf(round, message.Site, digest)).SendAheadOfAsync(
                bytes, () => SendAsync(message, read, Options.RequestTimeout, cancellationToken), cancellationToken);
        }

        // The serializer escapes what is not ASCII.
        var json = JsonSerializer.Serialize(message, ContractJson.Default.SiteMessage);
        return connection.SendAsync(
            () =>
            {
                var request = BytesRequest.Create(HttpMethod.Post, PathOf(message), bytes);
                request.Headers.Add(ApiHeaders.Message, json);
                return request;
            },
            read, Options.RequestTimeout, cancellationToken);
    }

    private Task<T> PollAsync<T>(SiteMessage message, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        SendAsync(message, ReadAs(json), Options.PollTime + AnswerTime, cancellationToken);

    private Task<bool> WriteAsync(SiteMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, (_, _) => Task.FromResult(true), Options.RequestTimeout, cancellationToken);

    private Task<T> SendAsync<T>(
        SiteMessage message, Func<HttpResponseMessage, CancellationToken, Task<T>> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Default.SiteMessage);
        var prefer = string.Create(CultureInfo.InvariantCulture, $"wait={(long)Options.PollTime.TotalSeconds}");
        return connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(PathOf(message), UriKind.Relative))
            {
                Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                Headers = { { ApiHeaders.Prefer, prefer } },
            },
            read, timeout, cancellationToken);
    }

    private static string PathOf(SiteMessage message) => ApiPaths.MessageOf(MessageType.Of(message));

    private static Func<HttpResponseMessage, CancellationToken, Task<T>> ReadAs<T>(JsonTypeInfo<T> json) =>
        async (response, cancellationToken) => JsonSerializer.Deserialize(
            await response.Content.ReadAsByteArrayAsync(cancellationToken), json) ?? throw new InvalidDataException("The region answered null.");
}
