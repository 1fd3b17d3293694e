using System.CommandLine;
using Tapestry.Client.Cli.Output;
using Tapestry.Client.Cli.Privacy.Ledgers;
using Tapestry.Client.Cli.Privacy.Options;
using Tapestry.Silo.Ledger;

namespace Tapestry.Client.Cli.Privacy;

/// <summary><c>tapestry ledger</c>: what each member of a region has spent, by which run, and what remains.</summary>
internal static class LedgerCommand
{
    private const double UsualDelta = 1e-5;

    public static Command Build(TimeProvider clock)
    {
        var delta = RealOption.Create(
            "--delta", "Where a member set no limit: probability with which epsilon may fail [default: 1e-5]",
            "above 0 and below 1", delta => delta is > 0 and < 1);
        return RegionCommand.Create(
            "ledger", "What each member has spent, by which run, and what remains.", clock, [delta],
            async (region, parsed, cancellationToken) =>
            {
                var composition = new RdpReleaseComposition();
                var ledgers = await RegionCommand.AllAsync(region.ListLedgersAsync(cancellationToken), cancellationToken);
                return ledgers.Select(ledger => LedgerFigures.Of(ledger, composition, parsed.GetValue(delta) ?? UsualDelta)).ToArray();
            },
            figures => figures.Length == 0 ? ["No ledger holds anything yet."] : figures.SelectMany(LedgerText.Lines),
            figures => PrivacyJson.Write(new { Version = JsonAnswer.Version, Ledgers = figures }));
    }
}
