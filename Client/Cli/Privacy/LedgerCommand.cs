using System.CommandLine;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Privacy.Ledgers;
using Tapestry.Client.Cli.Privacy.Options;
using Tapestry.Silo.Ledger;

namespace Tapestry.Client.Cli.Privacy;

/// <summary><c>tapestry privacy ledger</c>: what each member of a run has spent, by which run, and what remains.</summary>
internal static class LedgerCommand
{
    private const double UsualDelta = 1e-5;

    public static Command Build()
    {
        var folder = new Option<string?>("--out")
        {
            Description = $"The folder of a run [default: ./{DemoSettings.DefaultOutFolder}]", HelpName = "DIR",
        };
        var delta = RealOption.Create(
            "--delta", "Where a member set no limit: probability with which epsilon may fail [default: 1e-5]",
            "above 0 and below 1", delta => delta is > 0 and < 1);
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("ledger", "What each member has spent, by which run, and what remains.") { folder, delta, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var composition = new RdpReleaseComposition();
            var ledgers = await RegionLedgers.ReadAsync(
                Path.GetFullPath(parsed.GetValue(folder) ?? DemoSettings.DefaultOutFolder), composition, TimeProvider.System,
                cancellationToken);
            var figures = ledgers
                .Select(ledger => LedgerFigures.Of(ledger, composition, parsed.GetValue(delta) ?? UsualDelta))
                .ToArray();
            var lines = parsed.GetValue(json)
                ? [PrivacyJson.Write(figures)]
                : figures.Length == 0 ? ["No ledger holds anything yet."] : figures.SelectMany(LedgerText.Lines);
            foreach (var line in lines)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
