using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Silo.Telemetry.Export;

namespace Tapestry.Client.Tests.Cli.Regions;

public sealed class TelemetrySectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_the_section_there_is_no_collector() => Assert.Null(Read(""));

    [Fact]
    public void An_endpoint_is_enough_and_the_silo_goes_by_its_name()
    {
        var settings = Read("telemetry:\n  endpoint: http://127.0.0.1:4318\n")!;

        Assert.Equal(
            (new Uri("http://127.0.0.1:4318"), OtlpProtocol.HttpProtobuf, TimeSpan.FromMinutes(1), "one", 1d),
            (settings.Endpoint, settings.Protocol, settings.Interval, settings.Instance, settings.TraceShare));
        Assert.Empty(settings.Headers);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        File.WriteAllText(folder.PathOf("headers.txt"), "Authorization: Bearer a\n");

        var settings = Read(
            """
            telemetry:
              endpoint: https://collector.example:4317
              protocol: grpc
              intervalSeconds: 5
              headers: headers.txt
              instance: silo-7
              traceShare: 0.25
            """)!;

        Assert.Equal(
            (OtlpProtocol.Grpc, TimeSpan.FromSeconds(5), "silo-7", 0.25),
            (settings.Protocol, settings.Interval, settings.Instance, settings.TraceShare));
        Assert.Equal("Bearer a", settings.Headers["authorization"]);
    }

    [Fact]
    public void Headers_do_not_travel_in_the_clear_and_faults_show_no_value()
    {
        File.WriteAllText(folder.PathOf("headers.txt"), "Authorization: Bearer secret\n");
        File.WriteAllText(folder.PathOf("damaged.txt"), "Bearer secret\n");

        var open = Assert.Throws<RefusedException>(() => Read("telemetry: {endpoint: 'http://collector.example:4318', headers: headers.txt}"));
        var damaged = Assert.Throws<RefusedException>(() => Read("telemetry: {endpoint: 'http://127.0.0.1:4318', headers: damaged.txt}"));

        Assert.Contains("headers would go to 'http://collector.example:4318/' in the clear: name an https address", open.Message, StringComparison.Ordinal);
        Assert.Contains("line 1 is not 'name: value'", damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", open.Message + damaged.Message, StringComparison.Ordinal);
        Assert.NotNull(Read("telemetry: {endpoint: 'http://127.0.0.1:4318', headers: headers.txt}"));
    }

    private TelemetrySettings? Read(string section)
    {
        var path = folder.PathOf("silo.yaml");
        File.WriteAllText(path, $"name: one\nlisten: 127.0.0.1:8080\ndatabase:\n  sqlite: region.db\nfolder: shared\n{section}\n");
        return SiloSettingsFile.Read(path).Telemetry;
    }
}
