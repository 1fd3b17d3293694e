using System.Diagnostics;
using Tapestry.Client.Cli.Reports;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>One uninterrupted run that several tests look at.</summary>
public sealed class FinishedRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Data => folder.File("data");

    public string Out => folder.File("out");

    public RunReport Report { get; private set; } = null!;

    /// <summary>Wall time of the run on this machine, now.</summary>
    public TimeSpan Duration { get; private set; }

    public string PathOf(params string[] parts) => Path.Combine([Out, .. parts]);

    public async Task InitializeAsync()
    {
        TestText.Write(Data, TestRun.Sites);
        var started = Stopwatch.GetTimestamp();
        Report = await TestRun.CompleteAsync(Data, Out);
        Duration = Stopwatch.GetElapsedTime(started);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();
}
