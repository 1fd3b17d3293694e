using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tapestry.Silo.Telemetry;
using Tapestry.Silo.Telemetry.Export;
using Tapestry.Testing;
using Tapestry.Testing.Otlp;

namespace Tapestry.Silo.Tests.Telemetry.Export;

[Collection(ListensToProcess.Name)]
public sealed class TelemetryExporterTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private readonly ConcurrentQueue<string> log = new();

    [Fact]
    public async Task A_stop_sends_what_was_not_sent_with_headers_and_the_silos_name()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (Start(receiver.Address, settings => settings with { Headers = new Dictionary<string, string> { ["x-key"] = "a,b=c%20d" } }))
        {
            Report();
        }

        Assert.Equal(["/v1/metrics", "/v1/traces"], receiver.Requests.Select(request => request.Path).Order(StringComparer.Ordinal));
        Assert.All(receiver.Requests, request => Assert.Equal(("application/x-protobuf", "a,b=c%20d"), (request.ContentType, request.Headers["x-key"])));
        Assert.All(receiver.Requests, request => Assert.Contains(("service.instance.id", "one"), request.Resource));
        Assert.Contains(("service.name", "tapestry-silo"), receiver.Requests[0].Resource);
        var io = Assert.Single(receiver.Metrics, metric => metric.Name == "tapestry.api.io");
        Assert.Equal(("By", 2), (io.Unit, io.Attributes.Count));
        Assert.Equal("round", Assert.Single(receiver.Spans).Name);
        Assert.Empty(log);
    }

    [Fact]
    public async Task A_collector_may_speak_grpc()
    {
        await using var receiver = await OtlpReceiver.StartAsync(HttpProtocols.Http2);
        await using (Start(receiver.Address, settings => settings with
        {
            Protocol = OtlpProtocol.Grpc, Headers = new Dictionary<string, string> { ["x-key"] = "secret" },
        }))
        {
            Report();
        }

        Assert.Equal(
            [
                "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
            ],
            receiver.Requests.Select(request => request.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(receiver.Requests, request => Assert.Equal(("application/grpc", "secret"), (request.ContentType, request.Headers["x-key"])));
    }

    [Theory]
    [InlineData(OtlpProtocol.HttpProtobuf, HttpProtocols.Http1)]
    [InlineData(OtlpProtocol.Grpc, HttpProtocols.Http2)]
    public async Task A_collector_of_a_private_authority_is_trusted_by_whoever_names_that_authority(OtlpProtocol protocol, HttpProtocols spoken)
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        using var certificate = authority.Server();
        await using var receiver = await OtlpReceiver.StartAsync(spoken, certificate);
        foreach (var other in new[] { null, stranger.Certificate })
        {
            await using (Start(receiver.Address, settings => settings with { Protocol = protocol, Authority = other }))
            {
                Report();
            }
        }

        Assert.Empty(receiver.Requests);
        Assert.Equal(2, log.Count);
        Assert.All(log, line => Assert.StartsWith($"telemetry does not reach {receiver.Address} and is dropped until it does", line, StringComparison.Ordinal));

        await using (Start(receiver.Address, settings => settings with { Protocol = protocol, Authority = authority.Certificate }))
        {
            Report();
        }

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Equal(2, log.Count);
    }

    [Fact]
    public async Task Environment_variables_decide_nothing()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var other = await OtlpReceiver.StartAsync();
        (string, string)[] variables =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", other.Address.ToString()), ("OTEL_EXPORTER_OTLP_HEADERS", "x-env=1"),
            ("OTEL_RESOURCE_ATTRIBUTES", "leak=1"), ("OTEL_SERVICE_NAME", "leak"), ("OTEL_TRACES_SAMPLER", "always_off"), ("OTEL_SDK_DISABLED", "true"),
        ];
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        try
        {
            await using var exporter = Start(receiver.Address);
            Report();
        }
        finally
        {
            Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Item1, null));
        }

        Assert.Equal(0, other.Connections);
        Assert.Equal(2, receiver.Requests.Count);
        Assert.All(receiver.Requests, request => Assert.DoesNotContain("x-env", request.Headers.Keys));
        Assert.All(receiver.Requests, request => Assert.DoesNotContain(request.Resource, attribute => attribute.Name == "leak" || attribute.Text == "leak"));
    }

    [Fact]
    public async Task A_collector_that_hangs_is_left_after_the_flush_time_and_the_log_says_so()
    {
        await using var receiver = await OtlpReceiver.StartHangingAsync();
        var exporter = Start(receiver.Address, settings => settings with { FlushTime = TimeSpan.FromMilliseconds(200), Timeout = Never });
        Report();

        await exporter.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("did not take within 0.2 s is dropped", Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_down_or_refuses_is_told_once()
    {
        Uri address;
        await using (var receiver = await OtlpReceiver.StartRefusingAsync(401))
        {
            address = receiver.Address;
            await using (Start(address))
            {
                Report();
            }
        }

        await using (Start(address))
        {
            Report();
        }

        Assert.Equal(
            [$"telemetry does not reach {address} and is dropped until it does: it answered 401", $"telemetry does not reach {address} and is dropped until it does: Connection refused"],
            log.Select(line => line.Split(" (")[0]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public async Task The_share_of_traces_is_the_silos_own_whatever_the_caller_decided(double share, int spans)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (Start(receiver.Address, settings => settings with { TraceShare = share }))
        {
            var decided = share == 0 ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
            var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), decided, isRemote: true);
            SiloTelemetry.Source.StartActivity("round", ActivityKind.Internal, caller)?.Dispose();
        }

        Assert.Equal(spans, receiver.Spans.Count);
    }

    private static void Report()
    {
        ApiTraffic.Received(ApiTraffic.Json, 3);
        SiloTelemetry.Source.StartActivity("round")?.Dispose();
    }

    private TelemetryExporter Start(Uri collector, Func<TelemetrySettings, TelemetrySettings>? change = null)
    {
        var settings = new TelemetrySettings { Endpoint = collector, Instance = "one", Interval = Never };
        return TelemetryExporter.Start(change?.Invoke(settings) ?? settings, TimeProvider.System, log.Enqueue);
    }
}
