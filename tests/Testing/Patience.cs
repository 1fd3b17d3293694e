using System.Runtime.CompilerServices;

namespace Tapestry.Testing;

/// <summary>
/// How long a test waits for what must come: far longer than anything takes, and shorter than the launcher lets a test
/// run hang, so that the test that waits in vain fails by itself and says for what.
/// </summary>
public static class Patience
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>A source that cancels when patience ends.</summary>
    public static CancellationTokenSource Begin() => new(Limit);

    /// <summary>Awaits the task until patience ends.</summary>
    /// <exception cref="TimeoutException">It has not completed; the message holds <paramref name="what"/>.</exception>
    public static async Task InTimeAsync(this Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        using var limit = Begin();
        if (await Task.WhenAny(task, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token)).ConfigureAwait(false) != task)
        {
            throw new TimeoutException($"Waited {Limit.TotalMinutes} minutes in vain for: {what}");
        }

        await limit.CancelAsync().ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="InTimeAsync(Task, string)"/>
    public static async Task<T> InTimeAsync<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await ((Task)task).InTimeAsync(what).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
