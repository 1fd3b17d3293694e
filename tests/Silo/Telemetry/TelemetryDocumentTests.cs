using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tapestry.Actors.Telemetry;
using Tapestry.Silo.Telemetry;
using Tapestry.Testing;
using Tapestry.Testing.Otlp;

namespace Tapestry.Silo.Tests.Telemetry;

/// <summary>docs/telemetry.md against the code; what silos really send is compared with it by the tests of whole regions.</summary>
[Collection(ListensToProcess.Name)]
public sealed class TelemetryDocumentTests
{
    private static readonly TelemetryDocument Page = TelemetryDocument.Read();

    private static readonly Type[] Homes = [typeof(ActorsTelemetry), typeof(SiloTelemetry)];

    [Fact]
    public void Every_metric_stands_on_the_page_with_its_kind_and_unit_and_no_other()
    {
        using var recorder = new TelemetryRecorder(ActorsTelemetry.Name, SiloTelemetry.Name);
        foreach (var type in Homes.SelectMany(home => home.Assembly.GetTypes().Where(type => type.Namespace == home.Namespace)))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        Assert.Equal(
            recorder.Instruments.Values.Select(instrument => (instrument.Name, Kind(instrument), instrument.Unit)).Order(),
            Page.Metrics.Select(metric => (metric.Name, metric.Kind, (string?)metric.Unit)).Order());
    }

    [Fact]
    public void Every_attribute_stands_on_the_page_and_no_other() => Assert.Equal(
        Homes.SelectMany(home => home.GetFields(BindingFlags.Static | BindingFlags.NonPublic))
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Distinct().Order(StringComparer.Ordinal),
        Page.Metrics.SelectMany(metric => metric.Attributes).Concat(Page.Spans.SelectMany(span => span.Attributes))
            .Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("POST /v1/runs/{run}", "{verb} {route}")]
    [InlineData("round/GetAsync", "{grain}/{call}")]
    [InlineData("job merge-shard", "job {job}")]
    [InlineData("round", "round")]
    public void A_span_fits_one_row(string name, string template) =>
        Assert.Equal([template], Page.Spans.Where(span => span.Fits(name)).Select(span => span.Template));

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();
}
