using Tapestry.Client.Site.Policy;

namespace Tapestry.Client.Site.Agent;

/// <summary>Keeps a member's training hours.</summary>
/// <param name="hours">The hours; null for always.</param>
/// <param name="clock">Says what time it is.</param>
/// <param name="note">Told when the site waits.</param>
internal sealed class OpenHours(TrainingHours? hours, TimeProvider clock, Action<string> note)
{
    /// <summary>Longest single wait, so that a clock that is set right meanwhile is noticed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Waits until the hours have begun.</summary>
    /// <returns>True when it had to.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (hours is null || hours.Contain(clock.GetUtcNow()))
        {
            return false;
        }

        note($"outside its hours, {hours}: it waits for them");
        while (!hours.Contain(clock.GetUtcNow()))
        {
            var wait = hours.UntilStart(clock.GetUtcNow());
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellationToken);
        }

        return true;
    }

    /// <summary>Works while the hours last.</summary>
    /// <returns>What the work made; null when the hours ended before it did.</returns>
    public async Task<T?> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        if (hours is null)
        {
            return await work(cancellationToken);
        }

        var now = clock.GetUtcNow();
        if (!hours.Contain(now))
        {
            return null; // The ticket came when they had just ended.
        }

        using var end = new CancellationTokenSource(hours.UntilEnd(now), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
