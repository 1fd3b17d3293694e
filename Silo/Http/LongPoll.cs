using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Silo.Http;

/// <summary>Bounds a wait of the gateway, so that no proxy on the way cuts it.</summary>
internal static class LongPoll
{
    private const string WaitPreference = "wait=";

    /// <summary>Waits as long as the client prefers and the limits allow; false when nothing came.</summary>
    public static async Task<(bool Came, T? Value)> WaitAsync<T>(ApiCall call, Func<CancellationToken, Task<T>> wait)
    {
        using var timeout = new CancellationTokenSource(Longest(call), call.Region.Clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, call.Draining, call.Aborted);
        try
        {
            var value = await wait(ended.Token);
            await call.CheckStillWelcomeAsync();
            return (true, value);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !call.Aborted.IsCancellationRequested)
        {
            return (false, default);
        }
    }

    private static TimeSpan Longest(ApiCall call)
    {
        var preferred = call.Context.Request.Headers[ApiHeaders.Prefer]
            .FirstOrDefault(text => text?.StartsWith(WaitPreference, StringComparison.Ordinal) == true);
        if (preferred is null)
        {
            return call.Limits.DefaultWait;
        }

        var seconds = ApiCall.Number(ApiHeaders.Prefer, preferred[WaitPreference.Length..], 0, int.MaxValue);
        return TimeSpan.FromSeconds(Math.Min(seconds, call.Limits.MaxWait.TotalSeconds));
    }
}
