using System.Net;
using System.Text;
using Tapestry.Silo.Http;
using Tapestry.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Tapestry.Silo.Tests.Http.Mutations;

/// <summary>
/// Requests of every kind with bytes changed, removed, doubled or swapped, by a seed: each is answered, and none is the
/// region's own fault, in its log or not.
/// </summary>
public sealed class MutatedRequestTests(ITestOutputHelper output)
{
    private const int Parts = 10;
    private const int Requests = 3000;
    private const int PlantedAt = 1000;
    private const int PlantedLeakBytes = 40 << 10;
    private const long MostGrowthBytes = 64 << 20;

    public static TheoryData<int> All => [.. Enumerable.Range(0, Parts)];

    /// <summary>A million in the long form, a few elsewhere. Memory after the first tenth and at the end must be about the same.</summary>
    [Theory]
    [MemberData(nameof(All))]
    [Trait(FaultSuite.Trait, FaultSuite.Name)]
    public async Task No_mutated_request_of_a_million_is_a_fault_of_the_region(int part)
    {
        output.WriteLine(FaultSuite.Repeat);
        var requests = FaultSuite.IsLong ? 1_000_000 / Parts : Requests / Parts;
        var grownBytes = await SendAsync(unchecked((FaultSuite.Seed * 31) + part), requests, new SocketsHttpHandler());
        output.WriteLine($"memory held grew by {grownBytes >> 10} KiB after the first tenth");
        Assert.InRange(grownBytes, long.MinValue, MostGrowthBytes);
    }

    [Fact]
    public async Task A_planted_fault_is_caught_with_its_request()
    {
        var caught = await Assert.ThrowsAnyAsync<XunitException>(() => SendAsync(seed: 3, Requests, new PlantedFault(new SocketsHttpHandler())));

        Assert.Contains($"seed 3, request {PlantedAt}", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_planted_leak_is_caught() =>
        Assert.True(await SendAsync(seed: 3, Requests, new PlantedLeak(new SocketsHttpHandler())) > MostGrowthBytes);

    /// <returns>Bytes by which the memory that is held grew after the first tenth of the requests.</returns>
    private async Task<long> SendAsync(int seed, int requests, HttpMessageHandler handler)
    {
        var atTenth = 0L;
        await using var api = await ApiFixture.StartAsync(new ApiLimits { Burst = int.MaxValue, RequestsAtOnce = int.MaxValue, MaxWait = TimeSpan.Zero });
        using var http = new HttpClient(handler);
        var samples = SampleRequests.Of(await api.Region.ReadyAsync());
        var mutator = new RequestMutator(seed);
        var answers = new SortedDictionary<HttpStatusCode, int>();
        for (var number = 0; number < requests; number++)
        {
            atTenth = number == requests / 10 ? GC.GetTotalMemory(forceFullCollection: true) : atTenth;
            var mutated = mutator.Next(samples);
            var status = await SendAsync(http, api.Http.BaseAddress!, mutated, $"seed {seed}, request {number}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        output.WriteLine(string.Join(", ", answers.Select(answer => $"{(int)answer.Key}: {answer.Value}")));
        Assert.Equal("ready\n", await api.Http.GetStringAsync("/readyz"));
        var atEnd = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(handler);
        return atEnd - atTenth;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, Uri address, SampleRequest sample, string which)
    {
        // Not combined by Uri, which would take a path that begins with two slashes for a host.
        using var request = new HttpRequestMessage(sample.Method, $"{address.GetLeftPart(UriPartial.Authority)}{sample.Path}");
        request.Content = sample.Body.Length > 0 ? new ByteArrayContent(sample.Body) : null;
        if (sample.Header is { } header && !request.Headers.TryAddWithoutValidation(header, sample.Value))
        {
            request.Content?.Headers.TryAddWithoutValidation(header, sample.Value);
        }

        // A stream of events never ends.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode >= 500)
        {
            Assert.Fail(
                $"{which}, {sample.Method} {sample.Path} {sample.Header}: {sample.Value} {Encoding.UTF8.GetString(sample.Body)}: "
                + await response.Content.ReadAsStringAsync());
        }

        return response.StatusCode;
    }

    private sealed class PlantedFault(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private int seen;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            seen++ == PlantedAt ? new HttpResponseMessage(HttpStatusCode.InternalServerError) : await base.SendAsync(request, cancellationToken);
    }

    private sealed class PlantedLeak(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly List<byte[]> leaked = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            leaked.Add(new byte[PlantedLeakBytes]);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
