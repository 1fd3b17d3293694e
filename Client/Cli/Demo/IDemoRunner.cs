using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Cli.Demo;

/// <summary>Runs the consortium that the settings describe, from the start or from where the folder's run stopped.</summary>
public interface IDemoRunner
{
    /// <summary>
    /// Trains, writes database, blobs, journals and models into the folder, and returns the report; the caller writes
    /// <c>report.json</c> and <c>report.html</c>. A finished run returns its report again.
    /// </summary>
    /// <exception cref="Errors.UserErrorException">Data or machine cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the folder can be resumed.</exception>
    Task<RunReport> RunAsync(
        DemoSettings settings, DemoFolder folder, IDemoProgress progress, CancellationToken cancellationToken);
}
