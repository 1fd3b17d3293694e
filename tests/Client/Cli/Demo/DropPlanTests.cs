using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Tests.Cli.Demo;

public sealed class DropPlanTests
{
    private static readonly string[] Sites = ["de", "fr", "pl", "ja"];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 4)]
    public void Every_round_kills_its_share_of_the_sites(double share, int killed) => Assert.All(
        Enumerable.Range(1, 50),
        round => Assert.Equal(killed, Sites.Count(site => new DropPlan(1, share, Sites).PhaseOf(new SiteId(site), round) is not null)));

    [Fact]
    public void All_sites_and_phases_have_their_turn()
    {
        var plan = new DropPlan(7, 0.25, Sites);
        var fallen = (from round in Enumerable.Range(1, 400)
                      from site in Sites
                      let phase = plan.PhaseOf(new SiteId(site), round)
                      where phase is not null
                      select (site, phase)).ToArray();

        Assert.Equal(Sites.Length * Enum.GetValues<DropPhase>().Length, fallen.Distinct().Count());
    }

    [Fact]
    public void The_seed_decides() => Assert.Equal([true, false], new ulong[] { 1, 2 }.Select(seed => Enumerable.Range(1, 20)
        .All(round => Sites.All(site => new DropPlan(1, 0.25, Sites).PhaseOf(new SiteId(site), round)
            == new DropPlan(seed, 0.25, Sites).PhaseOf(new SiteId(site), round)))));
}
