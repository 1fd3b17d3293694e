using System.CommandLine;
using Tapestry.Client.Cli.Errors;
using Tapestry.Silo.Hosting;
using Tapestry.Silo.Telemetry.Export;

namespace Tapestry.Client.Cli.Regions;

/// <summary><c>tapestry silo run</c>: one silo of a region, until it is told to stop.</summary>
internal static class SiloCommand
{
    public static Command Build(TimeProvider clock)
    {
        var config = ConfigOption.Create("silo.yaml");
        var run = new Command("run", "Runs a silo until SIGTERM or Ctrl-C; it finishes the requests under way.") { config };
        run.SetAction(async (parsed, cancellationToken) =>
        {
            var output = TextWriter.Synchronized(parsed.InvocationConfiguration.Output);
            await RunAsync(SiloSettingsFile.Read(parsed.GetValue(config)!), clock, output, cancellationToken);
            return ExitCodes.Success;
        });
        return new Command("silo", "A server process of a region.") { run };
    }

    private static async Task<SiloServer> StartAsync(
        HostedRegion region, SiloServerOptions options, LineLoggerProvider log, CancellationToken cancellationToken)
    {
        try
        {
            return await SiloServer.StartAsync(region.Access, options, log, cancellationToken);
        }
        catch (IOException taken)
        {
            throw new EnvironmentException(
                $"listen '{options.Listen}'", taken.Message.TrimEnd('.'), "Name a free address of this machine", taken);
        }
    }

    private static async Task RunAsync(SiloSettings settings, TimeProvider clock, TextWriter output, CancellationToken cancellationToken)
    {
        // Disposed of last, so that it sends what the others do when they stop.
        await using var telemetry = settings.Telemetry is { } collector ? TelemetryExporter.Start(collector, clock, Log) : null;
        await using var region = await HostedRegion.OpenAsync(settings, clock, Log, cancellationToken);
        using var log = new LineLoggerProvider(Log);
        var options = new SiloServerOptions
        {
            Listen = settings.Listen, Identity = settings.Identity, Limits = settings.Limits, DrainTime = settings.DrainTime,
        };
        await using var server = await StartAsync(region, options, log, cancellationToken);
        if (settings.Identity is null)
        {
            Log("plain HTTP: requests are not authenticated, and whoever reaches this address may do everything");
        }

        Log($"listening on {server.Address}");
        try
        {
            await region.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log("stopping");
            await server.StopAsync(CancellationToken.None);
        }

        void Log(string line) => output.WriteLine($"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {settings.Name} {line.ReplaceLineEndings(" ")}");
    }
}
