namespace Tapestry.Silo.Hosting;

/// <summary>One of a silo's endless tasks. What ends it is told to the log, and it begins again.</summary>
/// <param name="Name">Names it in the log.</param>
/// <param name="Body">Runs until cancelled; may be begun anew at any time.</param>
internal sealed record RegionPump(string Name, Func<CancellationToken, Task> Body)
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(TimeProvider clock, Action<string> log, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Body(cancellationToken);
            }
#pragma warning disable CA1031 // A silo goes on whatever befalls one of its tasks.
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log($"{Name} stopped and begins again: {fault.Message}");
            }

            await Task.Delay(AfterFault, clock, cancellationToken);
        }
    }
}
