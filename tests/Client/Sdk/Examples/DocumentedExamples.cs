using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Sdk.Models;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Tests.Sdk.Examples;

/// <summary>The examples of docs/sdk.md: the body of each method is an example, letter for letter.</summary>
internal static class DocumentedExamples
{
    public static async Task ListAsync(IReadOnlyList<Uri> silos, CancellationToken cancellationToken)
    {
        await using var region = new TapestryClient(new RegionConnectionOptions
        {
            Silos = silos,
            GiveUpAfter = TimeSpan.FromSeconds(30),
        });
        await foreach (var run in region.ListRunsAsync(cancellationToken))
        {
            Console.WriteLine($"{run.Run} {run.Phase}: {run.CertifiedRounds} of {run.Rounds} rounds");
        }
    }

    public static async Task StartAsync(
        IRegionClient region, RunDefinition pattern, byte[] config, int parameters, CancellationToken cancellationToken)
    {
        var shard = new byte[parameters * sizeof(float)];
        var definition = pattern with
        {
            Run = new RunId("spring"),
            InitialBase = new BaseManifest([new ShardVersion(0, parameters, await region.StoreBlobAsync(shard, cancellationToken))]),
            ModelConfig = await region.StoreBlobAsync(config, cancellationToken),
        };
        await region.DefineRunAsync(definition, cancellationToken);
        await region.StartRunAsync(definition.Run, cancellationToken);
    }

    public static async Task WatchAsync(IRegionClient region, long lastSeen, CancellationToken cancellationToken)
    {
        await foreach (var happened in region.WatchEventsAsync("run/", after: lastSeen, cancellationToken))
        {
            Console.WriteLine($"{happened.Position} {happened.Stream} {happened.Name}");
            lastSeen = happened.Position;
            if (happened.Name == "round-scheduled")
            {
                break;
            }
        }
    }

    public static async Task DownloadAsync(IRegionClient region, RunId run, string path, CancellationToken cancellationToken)
    {
        var model = await region.GetModelAsync(run, round: null, cancellationToken);
        var progress = new Progress<DownloadProgress>(so => Console.WriteLine($"{so.Bytes} of {so.TotalBytes} bytes"));
        await new ModelDownload(region).ToFileAsync(model, path, progress, cancellationToken);
    }

    public static async Task ReadAsync(IRegionClient region, CancellationToken cancellationToken)
    {
        await foreach (var ledger in region.ListLedgersAsync(cancellationToken))
        {
            Console.WriteLine($"{ledger.Ledger}: {ledger.Charges.Count} entries, {ledger.Reserved.Count} rounds hold budget");
        }

        var page = await region.ReadEventsAsync("consortium/", after: 0, limit: 100, cancellationToken);
        Console.WriteLine($"{page.Events.Count} events, the last with hash {page.Events[^1].Hash}");
    }

    public static async Task RefusedAsync(IRegionClient region, CancellationToken cancellationToken)
    {
        try
        {
            await region.StartRunAsync(new RunId("unknown"), cancellationToken);
        }
        catch (RunException refused) when (refused.Code == RunException.NotFound)
        {
            Console.WriteLine(refused.Message);
        }
    }
}
