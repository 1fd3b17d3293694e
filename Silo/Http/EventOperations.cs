using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Silo.Catalog;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Http;

/// <summary>The region's events: a page at a time, or as they commit (server-sent events, none lost and none doubled).</summary>
internal static class EventOperations
{
    private const string EventStream = "text/event-stream";
    private const int DefaultPage = 100;

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new(HttpMethods.Get, ApiPaths.AuditEvents, "Reads committed events after a position.", PageAsync)
        {
            Access = ApiAccess.Overseers(ApiScope.AuditRead), Response = ApiJson.Default.EventPage, Query = ["stream", "after", "limit"],
        },
        new(HttpMethods.Get, ApiPaths.Events, "Follows committed events after a position; the id of each is its position.", FollowAsync)
        {
            Access = ApiAccess.Overseers(ApiScope.AuditRead), Media = EventStream, Query = ["stream", "after"], Headers = ["Last-Event-ID"],
        },
    ];

    private static async Task PageAsync(ApiCall call)
    {
        var limit = ApiCall.Number("limit", call.Query("limit"), DefaultPage, call.Limits.MaxEvents);
        var events = await call.Region.Events.ReadAsync(call.Query("stream"), After(call), (int)Math.Max(1, limit), call.Aborted);
        await call.WriteJsonAsync(new EventPage([.. events.Select(EventViews.Of)]), ApiJson.Default.EventPage);
    }

    private static async Task FollowAsync(ApiCall call)
    {
        var after = After(call);
        call.Context.Response.ContentType = EventStream;
        call.Context.Response.Headers.CacheControl = "no-store";
        await call.Context.Response.Body.FlushAsync(call.Aborted);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Draining);
        try
        {
            await CopyAsync(call, call.Region.Events.WatchAsync(call.Query("stream"), after, ended.Token), ended);
        }
        catch (OperationCanceledException) when (call.Draining.IsCancellationRequested)
        {
            // The client comes back to another silo with the last id that it had.
        }
    }

    private static async Task CopyAsync(ApiCall call, IAsyncEnumerable<RecordedEvent> watched, CancellationTokenSource ended)
    {
        await using var events = watched.GetAsyncEnumerator(ended.Token);
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = events.MoveNextAsync().AsTask();
                await ShowLifeUntilAsync(next, call);
                if (!await next)
                {
                    return;
                }

                await call.CheckStillWelcomeAsync();
                await WriteAsync(call, events.Current);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAny(next); // An enumerator can be disposed of only when it rests.
        }
    }

    private static async Task ShowLifeUntilAsync(Task next, ApiCall call)
    {
        while (!next.IsCompleted)
        {
            using var woken = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
            await Task.WhenAny(next, Task.Delay(call.Limits.SignOfLife, call.Region.Clock, woken.Token));
            await woken.CancelAsync();
            if (!next.IsCompleted)
            {
                await call.CheckStillWelcomeAsync();
                await call.Context.Response.Body.WriteAsync(":\n\n"u8.ToArray(), call.Aborted);
                await call.Context.Response.Body.FlushAsync(call.Aborted);
            }
        }
    }

    private static async Task WriteAsync(ApiCall call, RecordedEvent recorded)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(EventViews.Of(recorded), ApiJson.Default.EventView);
        var body = call.Context.Response.Body;
        await body.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"id: {recorded.Position}\nevent: {recorded.Name}\ndata: "), call.Aborted);
        await body.WriteAsync(data, call.Aborted);
        await body.WriteAsync("\n\n"u8.ToArray(), call.Aborted);
        await body.FlushAsync(call.Aborted);
        ApiTraffic.Sent(ApiTraffic.Events, data.Length);
    }

    /// <summary>A client that comes back names the last event that it had.</summary>
    private static long After(ApiCall call)
    {
        var last = call.Context.Request.Headers["Last-Event-ID"].ToString();
        return ApiCall.Number("after", last.Length > 0 ? last : call.Query("after"), 0, long.MaxValue);
    }
}
