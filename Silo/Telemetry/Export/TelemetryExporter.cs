using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tapestry.Actors.Telemetry;

namespace Tapestry.Silo.Telemetry.Export;

/// <summary>
/// Sends a silo's metrics and spans to a collector by OTLP, from threads of its own: a collector that is down or hangs costs
/// what it would have been told, and nothing else. Without one in the process nothing is sent to anybody.
/// </summary>
public sealed class TelemetryExporter : IAsyncDisposable
{
    private const int LongestSpanDelayMilliseconds = 5000;
    private static readonly string[] Meters =
    [
        ActorsTelemetry.Name, SiloTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    private static readonly string[] Sources = [ActorsTelemetry.Name, SiloTelemetry.Name, "Microsoft.AspNetCore"];

    private readonly TelemetrySettings settings;
    private readonly TimeProvider clock;
    private readonly Action<string> log;
    private readonly CollectorState state;
    private readonly MeterProvider metrics;
    private readonly TracerProvider traces;

    private TelemetryExporter(TelemetrySettings settings, TimeProvider clock, Action<string> log)
    {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        state = new CollectorState(settings.Endpoint, log);
        metrics = BuildMetrics();
        traces = BuildTraces();
    }

    /// <summary>Begins to export.</summary>
    /// <param name="settings">Where to.</param>
    /// <param name="clock">Bounds the last export.</param>
    /// <param name="log">Told when the collector is lost and found.</param>
    public static TelemetryExporter Start(TelemetrySettings settings, TimeProvider clock, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new TelemetryExporter(settings, clock, log);
    }

    /// <summary>Sends what is not yet sent, for <see cref="TelemetrySettings.FlushTime"/> at most.</summary>
    public async ValueTask DisposeAsync()
    {
        // One clock decides: with a limit of its own, a shutdown that gave up could end just before the wait and pass for a success.
        var ending = Task.WhenAll(
            Task.Run(() => End(metrics, metrics.Shutdown(Timeout.Infinite))), Task.Run(() => End(traces, traces.Shutdown(Timeout.Infinite))));
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(ending, Task.Delay(settings.FlushTime, clock, ended.Token));
        await ended.CancelAsync();
        if (!ending.IsCompleted)
        {
            log($"telemetry that {settings.Endpoint} did not take within {settings.FlushTime.TotalSeconds} s is dropped");
        }
    }

    private static void End(IDisposable provider, bool _) => provider.Dispose();

    private MeterProvider BuildMetrics() => Sdk.CreateMeterProviderBuilder()
        .ConfigureServices(HonourNothingElse)
        .SetResourceBuilder(Resource())
        .AddMeter(Meters)
        .AddOtlpExporter((exporter, reader) =>
        {
            Configure(exporter, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.Interval.TotalMilliseconds;
            reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = (int)settings.Timeout.TotalMilliseconds;
        })
        .Build();

    private TracerProvider BuildTraces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(HonourNothingElse)
        .SetResourceBuilder(Resource())
        // A caller's own decision does not count: it could switch traces off, or on.
        .SetSampler(new TraceIdRatioBasedSampler(settings.TraceShare))
        .AddSource(Sources)
        .AddOtlpExporter(exporter =>
        {
            Configure(exporter, "v1/traces");
            exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds =
                (int)Math.Min(settings.Interval.TotalMilliseconds, LongestSpanDelayMilliseconds);
            exporter.BatchExportProcessorOptions.ExporterTimeoutMilliseconds = (int)settings.Timeout.TotalMilliseconds;
        })
        .Build();

    /// <summary>The packages read OTEL_ variables of the environment unless they are handed a configuration.</summary>
    private static void HonourNothingElse(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        exporter.Protocol = settings.Protocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = settings.Protocol == OtlpProtocol.Grpc ? settings.Endpoint : Below(settings.Endpoint, path);
        exporter.TimeoutMilliseconds = (int)settings.Timeout.TotalMilliseconds;
        exporter.HttpClientFactory = () => CollectorClient.Create(settings, state);
    }

    private static Uri Below(Uri endpoint, string path) => new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");

    private ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddService(
            "tapestry-silo", serviceVersion: typeof(TelemetryExporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            autoGenerateServiceInstanceId: false, serviceInstanceId: settings.Instance);
}
