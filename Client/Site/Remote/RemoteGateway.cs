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
/// A region over HTTP, as a site sees it. A region that is away is waited for; the body of every message is the JSON that
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
        return await Upload(message.Round, message.Site, message.Digest).SendAheadOfAsync(
            message.Frame, () => SendAsync(message, ReadAs(ApiJson.Default.SignedReceipt), Options.RequestTimeout, cancellationToken),
            cancellationToken);
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
        await Upload(message.Round, message.Site, message.Digest).SendAheadOfAsync(
            message.Message, () => WriteAsync(message, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) => WriteAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new BlobDownload(connection, message.Blob).FetchAsync(cancellationToken);
    }

    private ResumedUpload Upload(RoundId round, SiteId site, Sha256Digest digest) =>
        new(connection, ApiPaths.UploadOf(round, site, digest), digest);

    private Task<T> PollAsync<T>(SiteMessage message, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        SendAsync(message, ReadAs(json), Options.PollTime + AnswerTime, cancellationToken);

    private Task<bool> WriteAsync(SiteMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, (_, _) => Task.FromResult(true), Options.RequestTimeout, cancellationToken);

    private Task<T> SendAsync<T>(
        SiteMessage message, Func<HttpResponseMessage, CancellationToken, Task<T>> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Default.SiteMessage);
        var path = ApiPaths.MessageOf(MessageType.Of(message));
        var prefer = string.Create(CultureInfo.InvariantCulture, $"wait={(long)Options.PollTime.TotalSeconds}");
        return connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            {
                Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                Headers = { { ApiHeaders.Prefer, prefer } },
            },
            read, timeout, cancellationToken);
    }

    private static Func<HttpResponseMessage, CancellationToken, Task<T>> ReadAs<T>(JsonTypeInfo<T> json) =>
        async (response, cancellationToken) => JsonSerializer.Deserialize(
            await response.Content.ReadAsByteArrayAsync(cancellationToken), json) ?? throw new InvalidDataException("The region answered null.");
}
