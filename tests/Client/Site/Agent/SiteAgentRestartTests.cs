using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Tests.Site.Agent;

/// <summary>An agent that ends anywhere and starts again sends what an undisturbed one sends.</summary>
public sealed class SiteAgentRestartTests
{
    [Fact]
    public async Task After_any_message_it_goes_on_and_repeats_no_finished_local_phase()
    {
        const int calls = 18; // What an undisturbed run sends.
        var undisturbed = await UploadsAsync(_ => { });
        for (var call = 0; call < calls; call++)
        {
            using var fixture = new AgentFixture();
            CrashAtCall(fixture, call);

            await RunAndRestartAsync(fixture);

            Assert.Equal(undisturbed, Uploads(fixture));
            Assert.Equal([0, 1, 2, 3], fixture.Steps);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_any_step_it_trains_the_interrupted_phase_again_and_only_that(int step)
    {
        var undisturbed = await UploadsAsync(_ => { });
        using var fixture = new AgentFixture();
        fixture.AfterStep = taken =>
        {
            if (taken == step && fixture.Steps.Count(seen => seen == step) == 1)
            {
                throw new PlantedCrashException();
            }
        };

        await RunAndRestartAsync(fixture);

        Assert.Equal(undisturbed, Uploads(fixture));
        Assert.Equal(step % 2 == 0 ? 5 : 6, fixture.Steps.Count);
    }

    [Fact]
    public async Task The_second_round_carries_optimizer_and_residual_over()
    {
        var carried = await UploadsAsync(_ => { });
        var fresh = await UploadsAsync(fixture => fixture.Region.Tickets.RemoveAt(0));

        Assert.NotEqual(carried.Where(upload => upload.Round == 2), fresh);
    }

    private static async Task<IReadOnlyList<(int Round, int Shard, Sha256Digest Digest)>> UploadsAsync(Action<AgentFixture> prepare)
    {
        using var fixture = new AgentFixture();
        prepare(fixture);
        await fixture.RunAsync();
        return Uploads(fixture);
    }

    /// <summary>What the region has, sent twice or not.</summary>
    private static IReadOnlyList<(int Round, int Shard, Sha256Digest Digest)> Uploads(AgentFixture fixture) =>
        [.. fixture.Region.Sent<ContributionUpload>().Select(upload => (upload.Round.Number, upload.Shard, upload.Digest)).Distinct()];

    private static void CrashAtCall(AgentFixture fixture, int call)
    {
        var calls = 0;
        fixture.Region.Before = _ =>
        {
            if (calls++ == call)
            {
                throw new PlantedCrashException();
            }
        };
    }

    private static async Task RunAndRestartAsync(AgentFixture fixture)
    {
        await Assert.ThrowsAsync<PlantedCrashException>(fixture.RunAsync);
        await fixture.RunAsync();
    }
}
