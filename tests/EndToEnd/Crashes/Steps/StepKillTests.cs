using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.EndToEnd.Tests.Remote;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.EndToEnd.Tests.Crashes.Steps;

/// <summary>
/// SIGKILL of a member alone and of the silo alone at every step of the secure aggregation protocol, while it waits for
/// answers and while it is closed, in the merge and after the certificate: the Shared Base is that of an undisturbed run.
/// </summary>
[Collection(SharesFinishedRun.Name)]
public sealed class StepKillTests(FinishedRun shared)
{
    private const string Killed = "alpha";
    private const string StepCloses = "handshake-step-closing";

    /// <summary>All that a complete graph has.</summary>
    private static readonly SecureStep[] Steps =
        [SecureStep.Advertise, SecureStep.DealShares, SecureStep.SendInputs, SecureStep.SignSurvivors, SecureStep.Unmask];

    /// <summary>Moments that no member's silence holds open.</summary>
    private static readonly (string Event, SecureStep? Step)[] Passing =
        [.. Steps.Select(step => (StepCloses, (SecureStep?)step)), ("shard-merged", null), ("round-certified", null)];

    [Fact]
    public async Task A_site_and_a_silo_killed_while_a_step_is_open_change_nothing()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(TestRun.Sites);
        await using var scene = await StepKillScene.StartAsync(region, shared.Data, Steps);
        for (var round = 1; round <= Steps.Length; round++)
        {
            await scene.Gate.ArrivalAsync(round);
            await scene.KillSiteAsync(Killed);
            await scene.AnswerAsync(Killed, round);
            await scene.KillSiteAsync(Killed);
            await scene.KillSiloAsync();
            await scene.AnswerAsync(Killed, round);
            scene.Gate.Release(round);
        }

        Assert.Equal(await UndisturbedAsync(region, Steps.Length), await scene.EndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kill_while_a_step_is_closed_or_the_sum_is_merged_changes_nothing(bool isSilo)
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(TestRun.Sites);
        await using var scene = await StepKillScene.StartAsync(region, shared.Data, [.. Passing.Select(_ => SecureStep.Advertise)]);
        for (var round = 1; round <= Passing.Length; round++)
        {
            await scene.Gate.ArrivalAsync(round);
            scene.Gate.Release(round);
            await scene.EventAsync(round, Passing[round - 1].Event, Passing[round - 1].Step);
            await (isSilo ? scene.KillSiloAsync() : scene.KillSiteAsync(Killed));
        }

        Assert.Equal(await UndisturbedAsync(region, Passing.Length), await scene.EndAsync());
    }

    /// <summary>The comparison sees it when a killed member forgets what it carried over to the next round.</summary>
    [Fact]
    public async Task A_site_that_loses_its_residual_when_it_is_killed_is_caught()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(TestRun.Sites);
        await using var scene = await StepKillScene.StartAsync(region, shared.Data, [SecureStep.Unmask, SecureStep.Advertise]);
        await scene.Gate.ArrivalAsync(1);
        await scene.AnswerAsync(Killed, 1);
        await scene.KillSiteAsync(Killed, state => File.Delete(Assert.Single(
            Directory.EnumerateFiles(state, "residual.f32", SearchOption.AllDirectories))));
        scene.Gate.Release(1);
        scene.Gate.Release(2);

        Assert.NotEqual(await UndisturbedAsync(region, rounds: 2), await scene.EndAsync());
    }

    private async Task<string> UndisturbedAsync(SecuredRegion region, int rounds) => (await TestRun.CompleteAsync(
        shared.Data, region.PathOf("undisturbed"), "--secure", "--rounds", $"{rounds}")).SharedBaseSha256;
}
