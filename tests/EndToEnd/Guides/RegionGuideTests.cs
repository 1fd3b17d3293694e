using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Guides;

/// <summary>What a newcomer types, typed.</summary>
public sealed class RegionGuideTests
{
    [Fact]
    public void The_guide_takes_less_than_ten_commands() => Assert.InRange(RegionGuide.Commands.Count, 1, 9);

    [Fact]
    public async Task The_guides_commands_make_a_region_that_trains()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        using var folder = new TemporaryFolder();

        // A session of its own, so that what the script leaves in the background ends with it.
        var script = RegionGuide.Script(folder.Path, server.ConnectionString);
        var result = await TapestryProcess.RunUnderAsync($"exec setsid --wait bash -c \"$(cat <<'SCRIPT'\n{script}\nSCRIPT\n)\" guide \"$@\"");

        Assert.True(result.Output.Contains("run completed", StringComparison.Ordinal), $"{result.Output}\n{result.Errors}");
        Assert.Equal(5, result.Output.Split(" certified, base ").Length - 1);
    }
}
