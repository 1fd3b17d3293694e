using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Cli.Demo;

/// <summary>Stands in Program.cs until the consortium is composed there; refuses every run.</summary>
internal sealed class UncomposedDemoRunner : IDemoRunner
{
    public Task<RunReport> RunAsync(
        DemoSettings settings, DemoFolder folder, IDemoProgress progress, CancellationToken cancellationToken) =>
        throw new EnvironmentException(
            "This build cannot run a demo", "no consortium is composed in Program.cs", "Compose one there");
}
