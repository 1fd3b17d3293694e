using Spectre.Console;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Cli.Runs;

/// <summary>A bar of certified rounds on a terminal, with what happened last; the end stays as a line.</summary>
internal sealed class BarDisplay : IRunDisplay
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IAnsiConsole console;
    private readonly ProgressTask bar;
    private readonly Task display;
    private string last = "";

    public BarDisplay(IAnsiConsole console, RunDefinition definition)
    {
        this.console = console;
        var started = new TaskCompletionSource<ProgressTask>(TaskCreationOptions.RunContinuationsAsynchronously);
        display = console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(context =>
        {
            started.SetResult(context.AddTask(Markup.Escape(definition.Run.Value), maxValue: definition.Rounds));
            return ended.Task;
        });
        bar = started.Task.GetAwaiter().GetResult();
    }

    public Task ShowAsync(EventView happened)
    {
        last = RunText.What(happened);
        bar.Description = Markup.Escape(last);
        if (happened.Name == "base-adopted")
        {
            bar.Increment(1);
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult();
        await display;
        console.WriteLine(last);
    }
}
