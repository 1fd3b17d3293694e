namespace Tapestry.Actors.Hosting;

/// <summary>Exponential backoff with jitter between tries that met a conflict.</summary>
internal sealed class ConflictRetry(TimeProvider time, ISecureRandom random, GrainHostOptions options)
{
    /// <summary>Waits for the next try.</summary>
    /// <exception cref="RetriesExhaustedException">That was the last one.</exception>
    public Task WaitAsync(string call, int attempt, StoreConflictException conflict)
    {
        if (attempt >= options.MaxCallAttempts)
        {
            throw new RetriesExhaustedException(call, attempt, conflict);
        }

        var delay = Backoff.Delay(options.FirstRetryDelay, options.MaxRetryDelay, attempt, random);
        return Task.Delay(delay, time);
    }

    /// <summary>Repeats a store operation that is a transaction of its own.</summary>
    /// <exception cref="RetriesExhaustedException">It met a conflict every time.</exception>
    public async Task<T> RunAsync<T>(string call, Func<Task<T>> operation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation().ConfigureAwait(false);
            }
            catch (StoreConflictException conflict)
            {
                await WaitAsync(call, attempt, conflict).ConfigureAwait(false);
            }
        }
    }
}
