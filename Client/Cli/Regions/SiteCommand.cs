using System.CommandLine;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Compute;
using Tapestry.Client.Site.Remote;
using Tapestry.Client.Site.Remote.Bandwidth;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Ledger;
using Tapestry.Training.Data;
using Tapestry.Training.Data.Folders;
using Tapestry.Training.Data.HeldOut;
using Tapestry.Training.Libtorch;
using Tapestry.Training.Local;

namespace Tapestry.Client.Cli.Regions;

/// <summary><c>tapestry site run</c>: a member's agent next to its data, until the run has ended.</summary>
internal static class SiteCommand
{
    public static Command Build(TimeProvider clock)
    {
        var config = ConfigOption.Create("site.yaml");
        var run = new Command("run", "Takes part in a run until it ends; outbound connections only.") { config };
        run.SetAction(async (parsed, cancellationToken) =>
        {
            var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
            await RunAsync(SiteSettingsFile.Read(parsed.GetValue(config)!), clock, output, cancellationToken);
            return ExitCodes.Success;
        });
        return new Command("site", "A member's key and agent.") { SiteInitCommand.Build(), run };
    }

    private static async Task RunAsync(SiteSettings settings, TimeProvider clock, TextWriter output, CancellationToken cancellationToken)
    {
        // A machine without libtorch is found before anything is written.
        _ = LibtorchInfo.Version;
        var text = LoadText(settings, cancellationToken);
        Directory.CreateDirectory(settings.Site.StateFolder);
        using var compute = new ComputePool(settings.Model, slotCount: 1, settings.Threads);
        var options = new RegionConnectionOptions
        {
            Silos = settings.Silos,
            Credentials = settings.Credentials,
            PieceBytes = PieceBytes(settings.BytesPerSecond),
            Through = settings.BytesPerSecond is { } rate ? inner => new PacedHandler(new BandwidthLimit(rate, clock), inner) : null,
            OnFailure = (silo, why) => Log($"{silo} did not answer: {why}"),
        };
        using var connection = new RegionConnection(options, clock);
        using var agent = new SiteAgent(
            settings.Site, new RemoteGateway(connection), text, compute, new LogObserver(Log), new RdpReleaseComposition(), clock);
        Log($"takes part in run {settings.Run}");
        await agent.RunAsync(settings.Run, cancellationToken);
        Log($"run {settings.Run} has ended");

        void Log(string line) => output.WriteLine($"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {settings.Site.Site} {line.ReplaceLineEndings(" ")}");
    }

    private static SiteText LoadText(SiteSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var corpus = new FolderCorpus(settings.Site.Dataset.Name, settings.Data);
            var dataset = HeldOutSplit.Apply([corpus], new HeldOutOptions(), cancellationToken)[0];
            return new SiteText(dataset, Math.Min(settings.Model.MaxPositionEmbeddings, 256));
        }
        catch (CorpusException problem)
        {
            throw new RefusedException($"data '{settings.Data}'", problem.Message.TrimEnd('.'), "Name a folder of UTF-8 text files", problem);
        }
    }

    /// <summary>A piece takes a fraction of a request's time even at the least rate.</summary>
    private static int PieceBytes(long? bytesPerSecond) => (int)Math.Min(4 << 20, (bytesPerSecond ?? int.MaxValue) * 10);

    private sealed class LogObserver(Action<string> log) : ISiteObserver
    {
        public void Noted(SiteId site, string what) => log(what);

        public void StepTaken(SiteId site, TrainingProgress taken)
        {
            // Nobody looks on.
        }
    }
}
