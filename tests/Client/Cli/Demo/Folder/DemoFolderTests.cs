using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Cli.Demo.Folder;

public sealed class DemoFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private DemoSettings Settings => new()
    {
        Languages = [.. Language.All.Take(2)],
        Sites = ["cs", "de"],
        OutFolder = folder.PathOf("out"),
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_new_folder_is_created_and_a_second_claim_waits_for_nobody()
    {
        using (var claimed = await ClaimAsync(Settings))
        {
            Assert.False(claimed.IsResumed);
            await AssertRefusedAsync(Settings with { Resume = true }, "another tapestry process");
        }

        using var again = await ClaimAsync(Settings with { Resume = true });
        Assert.True(again.IsResumed);
    }

    [Fact]
    public async Task Of_many_claims_at_once_exactly_one_wins()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await ClaimAsync(Settings);
            }
            catch (RefusedException)
            {
                return null;
            }
        })));

        Assert.Single(claims.OfType<DemoFolder>()).Dispose();
    }

    [Fact]
    public async Task A_run_without_resume_is_refused()
    {
        (await ClaimAsync(Settings)).Dispose();

        await AssertRefusedAsync(Settings, "it already holds a run");
    }

    [Fact]
    public async Task Resume_without_a_run_is_refused_and_creates_nothing()
    {
        await AssertRefusedAsync(Settings with { Resume = true }, "no run in it");

        Assert.False(Directory.Exists(Settings.OutFolder));
    }

    [Fact]
    public async Task A_run_that_died_before_its_manifest_can_be_resumed()
    {
        folder.Write("out/run.lock", "");

        using var claimed = await ClaimAsync(Settings with { Resume = true });

        Assert.False(claimed.IsResumed);
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_refused_and_left_alone()
    {
        folder.Write("out/thesis.txt", "mine");

        await AssertRefusedAsync(Settings, "not of a tapestry run");

        Assert.Equal([folder.PathOf("out", "thesis.txt")], Directory.GetFileSystemEntries(Settings.OutFolder));
    }

    [Fact]
    public async Task A_file_is_refused()
    {
        folder.Write("out", "a file");

        await AssertRefusedAsync(Settings, "it is a file");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_refused()
    {
        folder.Write("file", "a file");

        await AssertRefusedAsync(Settings with { OutFolder = folder.PathOf("file", "out") }, "cannot be written");
    }

    public static TheoryData<string, Func<DemoSettings, DemoSettings>> Changes => new()
    {
        { "--seed was 1 and is now 2", settings => settings with { Seed = 2 } },
        { "--data was not given and is now data", settings => settings with { DataFolder = "data" } },
        { "--languages was cs,de and is now de,cs", settings => settings with { Sites = ["de", "cs"] } },
        { "--model was micro and is now nano", settings => settings with { Model = ModelChoice.Nano } },
        { "--rounds was the default and is now 3", settings => settings with { Rounds = 3 } },
        { "--local-steps was the default and is now 3", settings => settings with { LocalSteps = 3 } },
        { "--private-steps was the default and is now 3", settings => settings with { PrivateSteps = 3 } },
        { "--encoding was bf16 and is now fp32", settings => settings with { Encoding = EncodingKind.Fp32 } },
        { "--weights was tokens and is now equal", settings => settings with { Weights = WeightRule.Equal } },
        { "--seed was 1 and is now 2", settings => settings with { Seed = 2, Rounds = 3 } },
        { "--device was cpu and is now cuda:1", settings => settings with { Device = new ComputeDevice(ComputeDeviceKind.Cuda, 1) } },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public async Task Other_settings_are_refused_by_name(string expected, Func<DemoSettings, DemoSettings> change)
    {
        (await ClaimAsync(Settings)).Dispose();

        await AssertRefusedAsync(change(Settings) with { Resume = true }, expected);
    }

    [Fact]
    public async Task Baselines_may_be_added_on_resume()
    {
        (await ClaimAsync(Settings)).Dispose();

        using var claimed = await ClaimAsync(Settings with { Resume = true, Baselines = true, Quiet = true });

        Assert.True(claimed.IsResumed);
    }

    [Theory]
    [InlineData("""{"version": 2, "seed": 1}""", "version 2")]
    [InlineData("""{"seed": 1}""", "not a run manifest")]
    [InlineData("""{"version": 1, "seed": 1}""", "not a run manifest")]
    [InlineData("""{"version": 1""", "not a run manifest")]
    [InlineData("null", "not a run manifest")]
    public async Task A_manifest_that_cannot_be_read_is_refused(string manifest, string expected)
    {
        folder.Write("out/run.json", manifest);

        await AssertRefusedAsync(Settings with { Resume = true }, expected);

        Assert.Equal(manifest, await File.ReadAllTextAsync(folder.PathOf("out", "run.json")));
    }

    [Fact]
    public async Task The_manifest_is_the_golden_one()
    {
        (await ClaimAsync(Settings with { Rounds = 3, Encoding = EncodingKind.Fp32 })).Dispose();

        Assert.Equal(
            await File.ReadAllTextAsync(Repository.PathOf("tests/Client/Cli/Demo/Folder/Golden/run.v1.json")),
            await File.ReadAllTextAsync(folder.PathOf("out", "run.json")) + "\n");
    }

    private static Task<DemoFolder> ClaimAsync(DemoSettings settings) =>
        DemoFolder.ClaimAsync(settings, CancellationToken.None);

    private static async Task AssertRefusedAsync(DemoSettings settings, string expected)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ClaimAsync(settings));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
