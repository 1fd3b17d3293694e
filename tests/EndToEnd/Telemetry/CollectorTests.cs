using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing.Otlp;

namespace Tapestry.EndToEnd.Tests.Telemetry;

/// <summary>What a collector gets of a region, and what a region suffers of a collector: nothing.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class CollectorTests(FinishedRun run)
{
    private static readonly TelemetryDocument Page = TelemetryDocument.Read();

    [Fact]
    public async Task A_run_arrives_at_the_collector_as_the_page_says()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var region = new TelemetryRegion(run.Data);
        await region.StartAsync(Section(collector.Address));

        Assert.Equal(run.Report.SharedBaseSha256, await region.CompleteAsync());
        using (await region.Http.GetAsync("/healthz"))
        {
            // It has a span of another name.
        }

        await region.StopAsync();

        AssertMetrics(collector.Metrics);
        AssertSpans(collector.Spans);
        AssertTraces(collector.Spans);
        Assert.All(collector.Requests, request => Assert.Contains(("service.instance.id", "one"), request.Resource));
    }

    [Fact]
    public async Task Without_the_section_nothing_is_sent_whatever_the_environment_says()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var region = new TelemetryRegion(run.Data);
        await region.StartAsync(
            telemetry: "",
            $"export OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address} OTEL_METRICS_EXPORTER=otlp OTEL_TRACES_EXPORTER=otlp OTEL_METRIC_EXPORT_INTERVAL=100");

        (await region.Http.GetAsync("/v1/runs")).EnsureSuccessStatusCode();
        await region.StopAsync();

        Assert.Equal(0, collector.Connections);
    }

    [Fact]
    public async Task A_collector_that_hangs_changes_nothing_in_a_run()
    {
        await using var collector = await OtlpReceiver.StartHangingAsync();
        await using var region = new TelemetryRegion(run.Data);
        await region.StartAsync(Section(collector.Address, intervalSeconds: 1));

        Assert.Equal(run.Report.SharedBaseSha256, await region.CompleteAsync());
        var log = await region.StopAsync();

        Assert.NotEmpty(collector.Requests);
        Assert.Contains("dropped", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_down_changes_nothing_in_a_run()
    {
        Uri address;
        await using (var collector = await OtlpReceiver.StartAsync())
        {
            address = collector.Address;
        }

        await using var region = new TelemetryRegion(run.Data);
        await region.StartAsync(Section(address, intervalSeconds: 1));

        Assert.Equal(run.Report.SharedBaseSha256, await region.CompleteAsync());
        Assert.Contains($"telemetry does not reach {address}", await region.StopAsync(), StringComparison.Ordinal);
    }

    /// <summary>Metrics come at the stop alone unless an interval is given.</summary>
    private static string Section(Uri collector, int intervalSeconds = 3600) =>
        $"telemetry:\n  endpoint: {collector}\n  intervalSeconds: {intervalSeconds}\n";

    private static void AssertMetrics(IReadOnlyList<OtlpMetric> metrics)
    {
        var own = metrics.Where(metric => metric.Name.StartsWith("tapestry.", StringComparison.Ordinal)).ToArray();
        Assert.All(own, metric =>
        {
            var row = Assert.Single(Page.Metrics, row => row.Name == metric.Name);
            Assert.Equal(row.Unit, metric.Unit);
            Assert.Subset(row.Attributes.ToHashSet(), metric.Attributes.ToHashSet());
        });
        string[] certain =
        [
            "http.server.request.duration", "tapestry.api.io", "tapestry.contribution.size", "tapestry.contributions",
            "tapestry.grain.call.duration", "tapestry.job.duration", "tapestry.job.queue.duration", "tapestry.round.duration",
            "tapestry.round.phase.duration",
        ];
        Assert.Empty(certain.Except(metrics.Select(metric => metric.Name)));
    }

    private static void AssertSpans(IReadOnlyList<OtlpSpan> spans)
    {
        Assert.All(spans, span =>
        {
            var row = Assert.Single(Page.Spans, row => row.Fits(span.Name));
            Assert.Subset(row.Attributes.ToHashSet(), span.Attributes.ToHashSet());
        });
        Assert.Empty(Page.Spans.Where(row => !spans.Any(span => row.Fits(span.Name))).Select(row => row.Template));
    }

    /// <summary>Every round is one trace: its span above its phases, the sites' requests, their calls and the jobs.</summary>
    private static void AssertTraces(IReadOnlyList<OtlpSpan> spans)
    {
        var rounds = spans.Where(span => span.Name == "round").ToArray();
        Assert.Equal(TestRun.Rounds, rounds.Select(round => round.TraceId).Distinct().Count());
        Assert.All(rounds, round =>
        {
            Assert.Equal("", round.ParentId);
            var trace = spans.Where(span => span.TraceId == round.TraceId).ToArray();
            Assert.Equal(
                ["phase contributing", "phase merging", "phase training"],
                trace.Where(span => span.ParentId == round.SpanId).Select(span => span.Name).Order(StringComparer.Ordinal));
            var requests = trace.Where(span => span.Name.EndsWith("contribution-upload", StringComparison.Ordinal)).Select(span => span.SpanId).ToArray();
            Assert.NotEmpty(requests);
            var calls = trace.Where(span => span.Name == "round/ContributeAllAsync" && requests.Contains(span.ParentId)).Select(span => span.SpanId).ToArray();
            Assert.NotEmpty(calls);
            Assert.Contains(trace, span => span.Name == "job merge-shard" && calls.Contains(span.ParentId));
        });
    }
}
