using System.CommandLine;
using Spectre.Console;
using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Cli.Demo;

/// <summary><c>tapestry demo</c>: claims the folder, runs the consortium, writes the reports, prints the table.</summary>
public sealed class DemoCommand(IDemoRunner runner, IAnsiConsole console, TimeProvider clock)
{
    /// <summary>The command with its options, ready to be added to a root command.</summary>
    public Command Build()
    {
        var options = new DemoOptions();
        var command = new Command(
            "demo", "Trains a consortium on real text in one process: one Shared Base, and a Sovereign Model a member.");
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(options.Read(parsed), cancellationToken));
        return command;
    }

    /// <summary>Runs the demo and returns an exit code.</summary>
    /// <exception cref="UserErrorException">Folder, data or machine cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the folder can be resumed.</exception>
    public async Task<int> RunAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        using var folder = await DemoFolder.ClaimAsync(settings, cancellationToken);
        var report = await TrainAsync(settings, folder, cancellationToken);
        await RunReportFile.WriteAsync(folder.ReportJson, report, cancellationToken);
        await HtmlReportFile.WriteAsync(folder.ReportHtml, report, cancellationToken);
        SummaryTable.Print(report, console);
        console.WriteLine($"Report: {folder.ReportHtml}");
        return ExitCodes.Success;
    }

    private async Task<RunReport> TrainAsync(DemoSettings settings, DemoFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var progress = DemoProgress.Create(settings.Quiet, console, clock);
            return await runner.RunAsync(settings, folder, progress, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            folder.WithdrawIfUnused();
            throw;
        }
    }
}
