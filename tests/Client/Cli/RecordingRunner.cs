using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Reports;
using Tapestry.Client.Tests.Cli.Reports;

namespace Tapestry.Client.Tests.Cli;

/// <summary>Trains nothing: keeps the settings and answers with a report, or fails as told.</summary>
internal sealed class RecordingRunner(Exception? failure = null) : IDemoRunner
{
    public DemoSettings? Settings { get; private set; }

    public bool WasResumed { get; private set; }

    public Task<RunReport> RunAsync(
        DemoSettings settings, DemoFolder folder, IDemoProgress progress, CancellationToken cancellationToken)
    {
        Settings = settings;
        WasResumed = folder.IsResumed;
        return failure is null ? Task.FromResult(ReportFixture.Create()) : Task.FromException<RunReport>(failure);
    }
}
