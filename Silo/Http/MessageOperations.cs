using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Http;

/// <summary>What sites send: each message as the JSON that is in the site's egress journal.</summary>
internal static class MessageOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        Write<SiteRegistration>("site-registration", "Makes a site known.", (gateway, message, stop) => gateway.RegisterAsync(message, stop)),
        Write<TicketRefusal>("ticket-refusal", "Refuses a ticket.", (gateway, message, stop) => gateway.RefuseAsync(message, stop)),
        Write<ReadyReport>("ready-report", "Reports that local training is done.", (gateway, message, stop) => gateway.ReportReadyAsync(message, stop)),
        Write<ProtocolWithdrawal>("protocol-withdrawal", "Leaves a handshake.", (gateway, message, stop) => gateway.WithdrawAsync(message, stop)),
        Wait<TicketQuery, RoundTicket?, TicketWait>(
            "ticket-query", "Waits for a ticket.", ApiJson.Default.TicketWait,
            (gateway, message, stop) => gateway.WaitForTicketAsync(message, stop),
            (came, ticket) => new TicketWait(Status(came, ticket is null), ticket)),
        Wait<CohortQuery, CohortDecision, CohortWait>(
            "cohort-query", "Waits until the cohort is fixed.", ApiJson.Default.CohortWait,
            (gateway, message, stop) => gateway.WaitForCohortAsync(message, stop),
            (came, decision) => new CohortWait(Status(came, isOver: false), came ? decision : null)),
        Wait<ProtocolQuery, ProtocolInstruction?, ProtocolWait>(
            "protocol-query", "Waits until the handshake wants something of the site.", ApiJson.Default.ProtocolWait,
            (gateway, message, stop) => gateway.WaitForProtocolAsync(message, stop),
            (came, instruction) => new ProtocolWait(Status(came, instruction is null), instruction)),
        WithBytes("contribution-upload", "Contributes a shard.", ContributeAsync) with { Response = ApiJson.Default.SignedReceipt },
        WithBytes("protocol-answer", "Answers a step of the handshake.", AnswerAsync) with { Status = StatusCodes.Status204NoContent },
    ];

    private static ApiOperation Write<T>(string type, string summary, Func<ISiteGateway, T, CancellationToken, Task> write)
        where T : SiteMessage => new(HttpMethods.Post, ApiPaths.MessageOf(type), summary, async call =>
        {
            await write(call.Region.Gateway, await ReadAsync<T>(call), call.Aborted);
            await call.NoContentAsync();
        })
        {
            Access = ApiAccess.OwnSite, Request = ApiJson.Default.SiteMessage, Status = StatusCodes.Status204NoContent,
        };

    private static ApiOperation Wait<T, TValue, TAnswer>(
        string type, string summary, JsonTypeInfo<TAnswer> json,
        Func<ISiteGateway, T, CancellationToken, Task<TValue>> wait, Func<bool, TValue?, TAnswer> answer)
        where T : SiteMessage => new(HttpMethods.Post, ApiPaths.MessageOf(type), summary, async call =>
        {
            var message = await ReadAsync<T>(call);
            var (came, value) = await LongPoll.WaitAsync(call, stop => wait(call.Region.Gateway, message, stop));
            await call.WriteJsonAsync(answer(came, value), json);
        })
        {
            Access = ApiAccess.OwnSite, Request = ApiJson.Default.SiteMessage, Response = json, Headers = [ApiHeaders.Prefer],
        };

    /// <summary>A message about bytes: they were uploaded ahead of it, or are the body and the message a header.</summary>
    private static ApiOperation WithBytes(string type, string summary, Func<ApiCall, Task> handle) =>
        new(HttpMethods.Post, ApiPaths.MessageOf(type), $"{summary} Its bytes were uploaded, or come with it.", handle)
        {
            Access = ApiAccess.OwnSite, Request = ApiJson.Default.SiteMessage, Media = ApiCall.Binary, Headers = [ApiHeaders.Message],
        };

    private static async Task ContributeAsync(ApiCall call)
    {
        var receipt = await TakeAsync<ContributionUpload, SignedReceipt>(call, message => message.Digest, (message, bytes) =>
            call.Region.Gateway.UploadAsync(message with { Frame = bytes }, call.Aborted));
        await call.WriteJsonAsync(receipt, ApiJson.Default.SignedReceipt);
    }

    private static async Task AnswerAsync(ApiCall call)
    {
        await TakeAsync<ProtocolAnswer, bool>(call, message => message.Digest, async (message, bytes) =>
        {
            await call.Region.Gateway.AnswerProtocolAsync(message with { Message = bytes }, call.Aborted);
            return true;
        });
        await call.NoContentAsync();
    }

    private static async Task<TAnswer> TakeAsync<T, TAnswer>(
        ApiCall call, Func<T, Sha256Digest> digestOf, Func<T, ReadOnlyMemory<byte>, Task<TAnswer>> take)
        where T : SiteMessage
    {
        if (!call.Context.Request.Headers.ContainsKey(ApiHeaders.Message))
        {
            var announced = await ReadAsync<T>(call);
            return await TakeUploadAsync(call, digestOf(announced), bytes => take(announced, bytes));
        }

        var message = Check<T>(call, call.ReadMessageHeader(ApiJson.Default.SiteMessage));
        var body = await call.ReadBytesAsync(call.Limits.MaxPieceBytes);
        ApiTraffic.Received(ApiTraffic.Upload, body.Length);
        return await take(message, body);
    }

    /// <summary>The upload goes once the gateway took or refused it; a fault of the region keeps it for another try.</summary>
    private static async Task<TAnswer> TakeUploadAsync<TAnswer>(ApiCall call, Sha256Digest digest, Func<ReadOnlyMemory<byte>, Task<TAnswer>> take)
    {
        var bytes = await call.Uploads.ReadAsync(digest, call.Aborted);
        try
        {
            var answer = await take(bytes);
            await call.Uploads.ForgetAsync(digest);
            return answer;
        }
        catch (RoundException)
        {
            await call.Uploads.ForgetAsync(digest);
            throw;
        }
    }

    private static async Task<T> ReadAsync<T>(ApiCall call)
        where T : SiteMessage => Check<T>(call, await call.ReadJsonAsync(ApiJson.Default.SiteMessage));

    private static T Check<T>(ApiCall call, SiteMessage read)
        where T : SiteMessage
    {
        var message = read as T ?? throw ApiCall.Malformed($"The message is not a {typeof(T).Name}; its type does not fit this address.");
        call.Caller.CheckSpeaksFor(message.Site);
        return message;
    }

    private static WaitStatus Status(bool came, bool isOver) =>
        came ? isOver ? WaitStatus.Over : WaitStatus.Ready : WaitStatus.Waiting;
}
