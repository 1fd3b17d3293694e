using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Gateway;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Gateway;

public sealed class RegionViewsTests
{
    private static readonly RoundId Round = new(SiloConsortium.Run, 1);

    [Fact]
    public async Task A_round_in_the_clear_is_read_once_for_all_its_contributions()
    {
        await using var fixture = await RegionFixture.StartAsync();
        var views = new RegionViews(fixture.Region.Grains);
        Assert.Equal(RoundPhase.Training, (await ReadAsync(views)).Phase);
        await fixture.ReadyAsync();

        var view = await ReadAsync(views);

        Assert.Equal((RoundPhase.Contributing, SiloConsortium.Sites.Count), (view.Phase, view.Cohort.Count));
        Assert.Same(view, await ReadAsync(views));
        Assert.NotSame(view, await views.RoundAsync(Round, default));
    }

    private static Task<RoundView> ReadAsync(RegionViews views) => views.ContributingRoundAsync(Round, default);
}
