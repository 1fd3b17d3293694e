using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Cli.Runs;

/// <summary>Shows a run's events as they come.</summary>
internal interface IRunDisplay : IAsyncDisposable
{
    Task ShowAsync(EventView happened);
}
