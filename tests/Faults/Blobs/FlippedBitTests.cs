using System.Net;
using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Faults.Tests.Records;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Blobs;

/// <summary>
/// A bit flips in a file that two silos share: the damage is found before it counts, named, and never merged; the round is
/// abandoned by rule or goes on when the bytes are there again.
/// </summary>
[Collection(SharesReference.Name)]
[Trait(FaultSuite.Trait, FaultSuite.Name)]
public sealed class FlippedBitTests(ReferenceRun reference, ITestOutputHelper output)
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(4);
    private readonly FlippedBits bits = new(FaultSuite.Seed);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_contribution_abandons_its_round_which_names_it(bool isSecure)
    {
        output.WriteLine(FaultSuite.Repeat);
        var flipped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FaultRegion region = null!;
        await using var started = region = await StartAsync(
            isSecure,
            before: async request =>
            {
                // The first site's is damaged before there are all of them.
                if (IsContribution(request) && await ReadAsync(request, "site") != TestRun.Sites[0])
                {
                    await flipped.Task.WaitAsync(LongestRun, TimeProvider.System);
                }
            },
            after: async request =>
            {
                if (IsContribution(request) && !flipped.Task.IsCompleted)
                {
                    Assert.True(bits.TryFlip(BlobsOf(region), Sha256Digest.Parse(await ReadAsync(request, "digest"))));
                    flipped.SetResult();
                }
            });

        var record = await EndAsync(region);

        var damaged = Assert.Single(bits.Damaged);
        Assert.Equal(RoundPhase.Abandoned, record.Rounds[0].Phase);
        Assert.Contains(damaged.Value, record.Rounds[0].AbandonReason, StringComparison.Ordinal);
        Assert.Equal((RunPhase.Completed, ReferenceRun.Rounds), (record.Run.Phase, record.Run.CertifiedRounds));
        Assert.Empty(RegionInvariants.Violations(record, record.BaseDigest));
        Assert.DoesNotContain(damaged, Merged(record));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_upload_is_refused_and_sent_again(bool isSecure)
    {
        output.WriteLine(FaultSuite.Repeat);
        FaultRegion region = null!;
        await using var started = region = await StartAsync(
            isSecure,
            before: _ => Task.CompletedTask,
            after: request =>
            {
                if (request.Method == HttpMethod.Patch)
                {
                    var digest = Sha256Digest.Parse(request.RequestUri!.Segments[^1]);
                    _ = bits.Damaged.Contains(digest) || bits.TryFlip(Path.Combine(region.Folder, "staging"), digest);
                }

                return Task.CompletedTask;
            });

        var record = await EndAsync(region);

        output.WriteLine($"{bits.Damaged.Count} uploads damaged");
        Assert.NotEmpty(bits.Damaged);
        Assert.Empty(RegionInvariants.Violations(record, await reference.DigestAsync(isSecure)));
    }

    [Fact]
    public async Task A_base_that_is_damaged_when_it_is_merged_ends_the_run_which_names_it()
    {
        output.WriteLine(FaultSuite.Repeat);
        var initial = new TaskCompletionSource<Sha256Digest>(TaskCreationOptions.RunContinuationsAsynchronously);
        FaultRegion region = null!;
        await using var started = region = await StartAsync(
            isSecure: false,
            before: async request =>
            {
                // By then every site has the base.
                if (IsContribution(request) && await initial.Task.WaitAsync(LongestRun, TimeProvider.System) is var shard && bits.Damaged.Count == 0)
                {
                    Assert.True(bits.TryFlip(BlobsOf(region), shard));
                }
            },
            after: _ => Task.CompletedTask);
        var damaged = await FirstShardAsync(region);
        initial.SetResult(damaged);

        await region.End.WaitAsync(LongestRun, TimeProvider.System);

        var run = await RunAsync(region);
        Assert.Equal((RunPhase.Failed, 0), (run.Phase, run.CertifiedRounds));
        Assert.Contains(damaged.Value, run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_that_is_damaged_before_sites_fetch_it_is_named_and_the_round_goes_on_when_it_is_restored()
    {
        output.WriteLine(FaultSuite.Repeat);
        byte[] whole = [];
        Sha256Digest shard = default;
        var shape = new RegionShape
        {
            SitesMayEndWith = ExitCodes.Refused,
            BeforeSites = async region =>
            {
                shard = await FirstShardAsync(region);
                using var http = region.Operator(silo: 0);
                whole = await http.GetByteArrayAsync(ApiPaths.BlobOf(shard));
                Assert.True(bits.TryFlip(BlobsOf(region), shard));
            },
        };
        await using var region = await FaultRegion.StartAsync(reference, shape);
        var end = region.End;
        await region.SitesEndedAsync(shard.Value).WaitAsync(LongestRun, TimeProvider.System);
        foreach (var silo in Enumerable.Range(0, ReferenceRun.Silos.Count))
        {
            using var http = region.Operator(silo);
            using var refused = await http.GetAsync(ApiPaths.BlobOf(shard));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            Assert.Contains(shard.Value, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using (var http = region.Operator(silo: 1))
        {
            using var stored = await http.PutAsync(ApiPaths.BlobOf(shard), new ByteArrayContent(whole));
            Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        }

        await end.WaitAsync(LongestRun, TimeProvider.System);
        Assert.Empty(RegionInvariants.Violations(await region.EndAndReadAsync(), await reference.DigestAsync(isSecure: false)));
    }

    private static string BlobsOf(FaultRegion region) => Path.Combine(region.Folder, "blobs");

    private static bool IsContribution(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == ApiPaths.MessageOf("contribution-upload");

    private static async Task<string> ReadAsync(HttpRequestMessage request, string field) =>
        JsonDocument.Parse(request.Headers.TryGetValues(ApiHeaders.Message, out var message) ? message.Single() : await request.Content!.ReadAsStringAsync())
            .RootElement.GetProperty(field).GetString()!;

    private static async Task<RunView> RunAsync(FaultRegion region)
    {
        using var http = region.Operator(silo: 0);
        return await new RegionOverHttp(http).RunAsync();
    }

    private static async Task<Sha256Digest> FirstShardAsync(FaultRegion region) =>
        (await RunAsync(region)).Definition.InitialBase.Shards[0].Parameters;

    private static IEnumerable<Sha256Digest> Merged(RegionRecord record) => record.Rounds.Select(round => round.Certificate).OfType<RoundCertificate>()
        .SelectMany(paper => paper.Merged).SelectMany(member => member.Contributions.Values).Select(frame => frame.Digest);

    private Task<FaultRegion> StartAsync(bool isSecure, Func<HttpRequestMessage, Task> before, Func<HttpRequestMessage, Task> after) =>
        FaultRegion.StartAsync(reference, new RegionShape { IsSecure = isSecure, Through = inner => new WatchedRequests(inner, before, after) });

    private static async Task<RegionRecord> EndAsync(FaultRegion region)
    {
        await region.End.WaitAsync(LongestRun, TimeProvider.System);
        return await region.EndAndReadAsync();
    }
}
