namespace Tapestry.Actors.Hosting;

/// <summary>Carries a loop over an outage of its store: every failure in a row waits longer, for as long as it takes.</summary>
internal sealed class StorePatience(
    HostServices services, TimeSpan firstDelay, TimeSpan longestDelay, Action<StoreOutage>? onOutage)
{
    private int _failures;

    /// <summary>Takes one turn of the loop, or waits after a failed one.</summary>
    public async Task TakeTurnAsync(Func<Task> turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn().ConfigureAwait(false);
            _failures = 0;
        }
        catch (RetriesExhaustedException exhausted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var delay = Backoff.Delay(firstDelay, longestDelay, ++_failures, services.Random);
            onOutage?.Invoke(new StoreOutage(exhausted, _failures, services.Now + delay));
            await Task.Delay(delay, services.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
