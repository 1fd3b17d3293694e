using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Policy;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>What the demo's members are: their keys, their rules, and how they reach the region.</summary>
internal sealed class ConsortiumMembers(DemoSettings settings, DemoFolder folder)
{
    /// <summary>Every member's identity key; empty without secure aggregation.</summary>
    public IReadOnlyDictionary<SiteId, IdentityKey> Roster { get; } =
        settings.Secure is null ? new Dictionary<SiteId, IdentityKey>() : MemberRoster.Load(folder, settings.Sites);

    private SiteDpSettings? SiteDp => settings.Secure?.SiteDp;

    /// <summary>A member's site. The demo's members let their held-out scores be shown, so that the report has its curves;
    /// under noise they do not, for scores without noise would tell what the noise hides.</summary>
    public SiteOptions OptionsOf(string name, DemoPlan plan) => new()
    {
        Site = new SiteId(name),
        Consortium = DemoNames.Consortium,
        Dataset = new DatasetDeclaration { Name = name, Category = DataCategory.Sovereign },
        StateFolder = folder.Site(name),
        EvaluationBytes = plan.RoundEvaluationBytes,
        PinnedRoster = Roster,
        Policy = new SitePolicy
        {
            RequiresSecureAggregation = settings.Secure is not null,
            PublishesMetrics = SiteDp is null,
            RequiresNoise = SiteDp is not null,
            Budget = SiteDp is { } asked ? new PrivacyBudget(asked.Epsilon, asked.Delta) : null,
        },
    };

    /// <summary>The way to the region, through the plan that kills sites if there is one.</summary>
    public ISiteGateway GatewayOf(ISiteGateway region) => settings.Secure is { Drop: > 0 and var share }
        ? new DroppingGateway(region, new DropPlan(settings.Seed, share, settings.Sites))
        : region;
}
