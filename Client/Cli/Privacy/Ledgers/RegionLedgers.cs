using Tapestry.Actors;
using Tapestry.Actors.Sqlite;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.SecureRounds;

namespace Tapestry.Client.Cli.Privacy.Ledgers;

/// <summary>Reads the ledgers in a run's folder, also while another process has it open; nothing of it is changed.</summary>
internal static class RegionLedgers
{
    private const int Page = 1000;
    private const string StreamPrefix = "ledger/";

    /// <summary>Every ledger that was ever written to, in order of member and dataset.</summary>
    /// <exception cref="RefusedException">The folder holds no region.</exception>
    public static async Task<IReadOnlyList<LedgerView>> ReadAsync(
        string folder, IReleaseComposition composition, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "region", "region.db");
        if (!File.Exists(path))
        {
            throw new RefusedException(
                $"--out '{folder}'", "there is no region's database in it", "Give the folder of a run of tapestry demo");
        }

        await using var store = await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = path }, cancellationToken);
        var random = new SystemSecureRandom();
        await using var host = new GrainHost(
            store, RegionGrains.CreateRegistry(composition, new PlannedGraphs()), clock, new RandomIdSource(random), random);
        var ledgers = new List<LedgerView>();
        foreach (var key in await KeysAsync(host.Events, cancellationToken))
        {
            ledgers.Add(await host.GetGrain<ILedgerGrain>(key).GetAsync());
        }

        return ledgers;
    }

    private static async Task<IEnumerable<string>> KeysAsync(IEventReader events, CancellationToken cancellationToken)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        for (long after = 0; ;)
        {
            var page = await events.ReadAsync(StreamPrefix, after, Page, cancellationToken);
            keys.UnionWith(page.Select(recorded => LedgerId.Parse(recorded.Stream[StreamPrefix.Length..]).Value));
            if (page.Count < Page)
            {
                return keys;
            }

            after = page[^1].Position;
        }
    }
}
