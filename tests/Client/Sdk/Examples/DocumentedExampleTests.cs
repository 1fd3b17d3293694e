using System.Text.RegularExpressions;
using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Tests.Cli;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Sdk.Examples;

public sealed partial class DocumentedExampleTests
{
    [Fact]
    public void Every_example_of_the_documentation_is_one_that_is_compiled()
    {
        var compiled = Flat(File.ReadAllText(Repository.PathOf("tests/Client/Sdk/Examples/DocumentedExamples.cs")));
        var examples = Examples(File.ReadAllText(Repository.PathOf("docs/sdk.md")));

        var packaged = Examples(File.ReadAllText(Repository.PathOf("Client/Sdk/README.md")));
        Assert.Equal((6, 1), (examples.Count, packaged.Count));
        Assert.All(examples.Concat(packaged), example => Assert.Contains(example, compiled, StringComparison.Ordinal));
        Assert.DoesNotContain(Examples("```csharp\nregion.Gone();\n```\n")[0], compiled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_example_does_what_it_says()
    {
        using var folder = new TemporaryFolder();
        var transport = new HttpTransport { IsBypassed = true };
        await using var region = await RegionFixture.StartAsync(transport: transport);
        await using var client = new TapestryClient(new RegionConnectionOptions { Silos = [transport.Server.Address] });
        await region.Round(1).OfferAsync(SiloConsortium.Sites[0]);

        await DocumentedExamples.ListAsync([transport.Server.Address], default);
        await DocumentedExamples.StartAsync(client, (await region.Run.GetAsync()).Definition, [1], 10, default);
        await DocumentedExamples.WatchAsync(client, 0, default);
        await DocumentedExamples.DownloadAsync(client, SiloConsortium.Run, folder.PathOf("model"), default);
        await DocumentedExamples.ReadAsync(client, default);
        await DocumentedExamples.RefusedAsync(client, default);

        Assert.Equal(1, (await client.GetRunAsync(new RunId("spring"), default)).LatestRound);
        Assert.Equal(168, new FileInfo(folder.PathOf("model")).Length);
    }

    private static IReadOnlyList<string> Examples(string page) =>
        [.. Example().Matches(page).Select(match => Flat(match.Groups[1].Value))];

    /// <summary>Lines without their indentation.</summary>
    private static string Flat(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
