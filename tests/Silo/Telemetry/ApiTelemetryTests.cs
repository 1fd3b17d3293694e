using System.Net;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Telemetry;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Silo.Tests.Http;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Telemetry;

[Collection(ListensToProcess.Name)]
public sealed class ApiTelemetryTests
{
    private const string AspNetCore = "Microsoft.AspNetCore";

    [Fact]
    public async Task Bytes_are_counted_both_ways_by_what_they_are()
    {
        using var recorder = new TelemetryRecorder(SiloTelemetry.Name);
        await using var api = await ApiFixture.StartAsync();
        var blob = Sha256Digest.Of([1, 2, 3]);
        (await api.Http.PutAsync(ApiPaths.BlobOf(blob), new ByteArrayContent([1, 2, 3]))).EnsureSuccessStatusCode();
        var read = await api.Http.GetByteArrayAsync(ApiPaths.BlobOf(blob));
        var view = await api.Http.GetByteArrayAsync(ApiPaths.Fill(ApiPaths.Run, SiloConsortium.Run.Value));

        Assert.Equal(
            [("receive", "blob", 3), ("transmit", "blob", read.Length), ("transmit", "json", view.Length)],
            recorder.Of("tapestry.api.io").Select(io => (io[SiloTelemetry.Direction], io[SiloTelemetry.BodyKind], (int)io.Value)));
    }

    [Fact]
    public async Task A_request_is_named_by_its_operation_goes_on_with_the_callers_trace_and_keeps_ids_out()
    {
        using var recorder = new TelemetryRecorder(AspNetCore);
        await using var api = await ApiFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiPaths.Fill(ApiPaths.Ledger, "secret-site", "secret-data"));
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var answer = await api.Http.SendAsync(request);
        using var missing = await api.Http.GetAsync(ApiPaths.Fill(ApiPaths.Run, "nothing"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var span = await recorder.WaitForSpanAsync($"GET {ApiPaths.Ledger}");
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (span.TraceId.ToString(), span.ParentSpanId.ToString()));
        Assert.Equal(200, span.GetTagItem(SiloTelemetry.HttpStatus));
        Assert.DoesNotContain("secret", string.Join(' ', span.TagObjects), StringComparison.Ordinal);
        var refused = await recorder.WaitForSpanAsync($"GET {ApiPaths.Run}");
        Assert.Equal(("run.not-found", 404), (refused.GetTagItem(SiloTelemetry.ProblemCode), refused.GetTagItem(SiloTelemetry.HttpStatus)));
    }
}
