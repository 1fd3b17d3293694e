using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Http;

public sealed class CatalogTests
{
    [Fact]
    public async Task Runs_are_listed_by_pages_as_they_stand_now()
    {
        await using var api = await ApiFixture.StartAsync();
        await DefineAsync(api, "another");
        Assert.Equal(["another", "run"], (await ReadAsync(api, "/v1/runs", ApiJson.Default.RunPage)).Runs.Select(run => run.Run.Value));

        await DefineAsync(api, "zero");

        var first = (await ReadAsync(api, "/v1/runs?limit=2", ApiJson.Default.RunPage)).Runs;
        var rest = (await ReadAsync(api, $"/v1/runs?limit=2&after={first[^1].Run}", ApiJson.Default.RunPage)).Runs;
        Assert.Equal(["another", "run", "zero"], first.Concat(rest).Select(run => run.Run.Value));
        Assert.Equal(
            new RunSummary(SiloConsortium.Run, SiloConsortium.Consortium, RunPhase.Running, 3, 2, 0, 1), first[1]);
        Assert.Equal(RunPhase.Created, first[0].Phase);
    }

    [Fact]
    public async Task The_current_base_is_the_last_certified_rounds_and_earlier_ones_are_kept_by_number()
    {
        await using var api = await ApiFixture.StartAsync();
        var before = await ReadAsync(api, "/v1/models/run", ApiJson.Default.ModelView);
        await api.Region.ContributeAsync();
        await api.Region.RunUntilEndedAsync(1);

        var current = await ReadAsync(api, "/v1/models/run", ApiJson.Default.ModelView);
        var initial = await ReadAsync(api, "/v1/models/run/0", ApiJson.Default.ModelView);
        var listed = (await ReadAsync(api, "/v1/models", ApiJson.Default.ModelPage)).Models.Single();

        var certificate = (await api.Region.Round(1).GetAsync()).Certificate!;
        Assert.Equal((1, certificate.BaseAfter), (current.Round, current.Digest));
        Assert.Equal((0, certificate.BaseBefore), (initial.Round, initial.Digest));
        Assert.Equal(before.Digest, initial.Digest);
        Assert.Equal(new ModelSummary(SiloConsortium.Run, 1, 42, certificate.BaseAfter), listed);
        Assert.Equal((await api.Region.Run.GetAsync()).Base.Shards, current.Base.Shards);
    }

    [Fact]
    public async Task Ledgers_are_listed_by_pages()
    {
        await using var api = await ApiFixture.StartAsync();
        foreach (var site in SiloConsortium.Sites)
        {
            await api.Region.Round(1).OfferAsync(site);
        }

        var first = (await ReadAsync(api, "/v1/ledgers?limit=2", ApiJson.Default.LedgerPage)).Ledgers;
        var rest = (await ReadAsync(api, $"/v1/ledgers?after={Uri.EscapeDataString(first[^1].Ledger.Value)}", ApiJson.Default.LedgerPage)).Ledgers;

        Assert.Equal(["a/a", "b/b", "c/c"], first.Concat(rest).Select(ledger => ledger.Ledger.Value));
        Assert.All(first, ledger => Assert.Single(ledger.Reserved));
    }

    [Theory]
    [InlineData("/v1/models/none", "run.not-found")]
    [InlineData("/v1/models/run/1", "run.no-such-model")]
    [InlineData("/v1/models/run/7", "round.not-found")]
    public async Task What_is_not_there_is_not_found(string path, string code)
    {
        await using var api = await ApiFixture.StartAsync();

        using var response = await api.Http.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, code), (response.StatusCode, await ApiFixture.ProblemCodeAsync(response)));
    }

    [Theory]
    [InlineData("/v1/runs?limit=201")]
    [InlineData("/v1/ledgers?limit=-1")]
    [InlineData("/v1/models/run/minus")]
    public async Task A_number_out_of_range_is_malformed(string path)
    {
        await using var api = await ApiFixture.StartAsync();

        using var response = await api.Http.GetAsync(path);

        Assert.Equal(RequestRefusalException.Malformed, await ApiFixture.ProblemCodeAsync(response));
    }

    private static async Task DefineAsync(ApiFixture api, string run)
    {
        var definition = (await api.Region.Run.GetAsync()).Definition;
        await api.Region.Region.Grains.GetGrain<IRunGrain>(run).CreateAsync(definition with { Run = new RunId(run) });
    }

    private static async Task<T> ReadAsync<T>(ApiFixture api, string path, JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(await api.Http.GetStringAsync(path), json)!;
}
