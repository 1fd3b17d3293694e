using System.Globalization;
using Spectre.Console;
using Tapestry.Client.Sdk.Models;

namespace Tapestry.Client.Cli.Models;

/// <summary>A bar on a terminal, a line each tenth elsewhere, nothing for JSON.</summary>
internal sealed class DownloadDisplay : IProgress<DownloadProgress>, IAsyncDisposable
{
    private const int Tenths = 10;

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<DownloadProgress> show;
    private readonly Task display;

    private DownloadDisplay(IAnsiConsole console)
    {
        var started = new TaskCompletionSource<ProgressTask>(TaskCreationOptions.RunContinuationsAsynchronously);
        display = console.Progress().StartAsync(context =>
        {
            started.SetResult(context.AddTask("Downloading"));
            return ended.Task;
        });
        var bar = started.Task.GetAwaiter().GetResult();
        show = progress => bar.Value = Share(progress) * 100;
    }

    private DownloadDisplay(TextWriter? output)
    {
        display = Task.CompletedTask;
        var told = 0;
        show = progress =>
        {
            var tenth = (int)(Share(progress) * Tenths);
            if (output is not null && tenth > told)
            {
                told = tenth;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Bytes} of {progress.TotalBytes} bytes"));
            }
        };
    }

    public static DownloadDisplay Create(bool isSilent, IAnsiConsole console, TextWriter output) =>
        isSilent ? new DownloadDisplay(output: null)
        : console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi ? new DownloadDisplay(console)
        : new DownloadDisplay(output);

    public void Report(DownloadProgress value) => show(value);

    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult();
        await display;
    }

    private static double Share(DownloadProgress progress) => progress.TotalBytes == 0 ? 1 : (double)progress.Bytes / progress.TotalBytes;
}
