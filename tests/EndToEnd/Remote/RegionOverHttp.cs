using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Embedded;
using Tapestry.Testing;
using Tapestry.Training.Models;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>Drives a region by its API alone, as an operator would.</summary>
internal sealed class RegionOverHttp(HttpClient http)
{
    /// <summary>Sets up on the region what the demo's own set-up makes of the same settings in a region of one process.</summary>
    /// <param name="settings">The demo's.</param>
    /// <param name="folder">For the region of one process.</param>
    /// <param name="roster">Keys of the members; null for none, and members are admitted here.</param>
    /// <param name="isAdmitted">Whether the members of the roster are admitted already.</param>
    public async Task StartAsync(
        DemoSettings settings, string folder, IReadOnlyDictionary<SiteId, IdentityKey>? roster = null, bool isAdmitted = true)
    {
        var plan = DemoPlan.Of(settings, ModelConfig.Nano);
        var texts = DemoTexts.Load(settings, plan.SequenceLength, default);
        await using var pattern = await EmbeddedRegion.OpenAsync(new EmbeddedRegionOptions { Folder = folder }, TimeProvider.System, default);
        await ConsortiumSetup.StartAsync(
            pattern, settings, plan, ModelConfig.Nano, texts, roster ?? new Dictionary<SiteId, IdentityKey>(), privacy: null, default);
        var consortium = await pattern.Grains.GetGrain<IConsortiumGrain>(DemoNames.Consortium.Value).GetAsync();
        var run = (await pattern.Grains.GetGrain<IRunGrain>(DemoNames.Run.Value).GetAsync()).Definition;

        await PutAsync(ApiPaths.Fill(ApiPaths.Consortium, consortium.Consortium.Value), consortium.Policy, ApiJson.Default.CharterPolicy);
        foreach (var member in roster is null || !isAdmitted ? consortium.Members : [])
        {
            await PutAsync(ApiPaths.Fill(ApiPaths.Member, consortium.Consortium.Value, member.Site.Value), member, ApiJson.Default.Member);
        }

        foreach (var blob in run.InitialBase.Shards.Select(shard => shard.Parameters).Append(run.ModelConfig))
        {
            var content = await pattern.Blobs.ReadAsync(blob, default);
            await SendAsync(HttpMethod.Put, ApiPaths.BlobOf(blob), new ReadOnlyMemoryContent(content));
        }

        await PutAsync(ApiPaths.Fill(ApiPaths.Run, run.Run.Value), run, ApiJson.Default.RunDefinition);
        await SendAsync(HttpMethod.Post, ApiPaths.Fill(ApiPaths.RunStart, run.Run.Value), null);
    }

    public async Task<RunView> RunAsync() => JsonSerializer.Deserialize(
        await http.GetStringAsync(ApiPaths.Fill(ApiPaths.Run, DemoNames.Run.Value)), ApiJson.Default.RunView)!;

    /// <summary>SHA-256 over the whole Shared Base.</summary>
    public async Task<string> BaseDigestAsync()
    {
        var bytes = new List<byte>();
        foreach (var shard in (await RunAsync()).Base.Shards)
        {
            bytes.AddRange(await http.GetByteArrayAsync(ApiPaths.BlobOf(shard.Parameters)));
        }

        return Sha256Digest.Of(bytes.ToArray()).Value;
    }

    /// <summary>Follows the events from the first on until so many have that name.</summary>
    public async Task WaitForEventAsync(string name, int count = 1)
    {
        using var lines = new StreamReader(await http.GetStreamAsync(ApiPaths.Events));
        while (count > 0 && await lines.ReadLineAsync().InTimeAsync($"event {name}") is { } line)
        {
            count -= line == $"event: {name}" ? 1 : 0;
        }
    }

    private Task PutAsync<T>(string path, T value, JsonTypeInfo<T> json)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(HttpMethod.Put, path, content);
    }

    private async Task SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await http.SendAsync(request);
        Assert.True(response.StatusCode == HttpStatusCode.NoContent, $"{method} {path}: {await response.Content.ReadAsStringAsync()}");
    }
}
