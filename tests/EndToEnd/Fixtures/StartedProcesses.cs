namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>Programs that a test started; those that still run are killed with it.</summary>
internal sealed class StartedProcesses : IAsyncDisposable
{
    private readonly List<TapestryProcess> started = [];

    /// <summary>Takes the program into care.</summary>
    public TapestryProcess Track(TapestryProcess process)
    {
        started.Add(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started)
        {
            if (!process.HasExited)
            {
                await process.KillAsync();
            }

            process.Dispose();
        }
    }
}
