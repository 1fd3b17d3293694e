namespace Tapestry.Actors.Hosting;

/// <summary>Exponential backoff with jitter between tries that met a conflict.</summary>
internal sealed class ConflictRetry(HostServices services)
{
    /// <summary>Waits for the next try.</summary>
    /// <exception cref="RetriesExhaustedException">That was the last one.</exception>
    public Task WaitAsync(string call, int attempt, StoreConflictException conflict)
    {
        if (attempt >= services.Options.MaxCallAttempts)
        {
            throw new RetriesExhaustedException(call, attempt, conflict);
        }

        var delay = Backoff.Delay(
            services.Options.FirstRetryDelay, services.Options.MaxRetryDelay, attempt, services.Random);
        return Task.Delay(delay, services.Time);
    }
}
