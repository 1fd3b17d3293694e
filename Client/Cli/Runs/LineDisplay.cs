using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Cli.Runs;

/// <summary>A line an event.</summary>
internal sealed class LineDisplay(TextWriter output, Func<EventView, string> line) : IRunDisplay
{
    public Task ShowAsync(EventView happened) => output.WriteLineAsync(line(happened));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
