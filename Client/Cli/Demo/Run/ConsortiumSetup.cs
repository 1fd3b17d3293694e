using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Embedded;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Founds the consortium, admits the members and starts the run; repeating it after a crash changes nothing.</summary>
internal static class ConsortiumSetup
{
    /// <summary>Generous, because the sites of one machine take turns on its cores and a slow machine must not lose one.</summary>
    private static readonly RoundDeadlines Deadlines = new()
    {
        Ready = TimeSpan.FromHours(12),
        Grace = TimeSpan.FromHours(6),
        Contribution = TimeSpan.FromHours(1),
        Merge = TimeSpan.FromHours(1),
    };

    public static async Task StartAsync(
        EmbeddedRegion region, DemoSettings settings, DemoPlan plan, ModelConfig model, IReadOnlyList<SiteText> texts,
        IReadOnlyDictionary<SiteId, IdentityKey> roster, SiteDpPlan? privacy, CancellationToken cancellationToken)
    {
        var consortium = region.Grains.GetGrain<IConsortiumGrain>(DemoNames.Consortium.Value);
        await consortium.FoundAsync(new CharterPolicy
        {
            Weights = settings.Weights,
            Quorum = privacy?.Quorum ?? Math.Max(2, texts.Count / 2),
            WeightCap = privacy?.WeightCap ?? 0.5m,
        });
        foreach (var text in texts)
        {
            var site = new SiteId(text.Name);
            await consortium.AdmitAsync(new Member
            {
                Site = site, DisplayName = text.Name, IdentityKey = roster.TryGetValue(site, out var key) ? key : null,
            });
        }

        var draft = new RunDraft
        {
            Run = DemoNames.Run,
            Consortium = DemoNames.Consortium,
            Sites = [.. texts.Select(text => new SiteId(text.Name))],
            Model = model,
            Plan = plan,
            Seed = settings.Seed,
            Encoding = settings.Encoding,
            Deadlines = Deadlines,
            Secure = settings.Secure is { } secure ? parameters => Plan(secure, plan, parameters, privacy) : null,
        };
        var run = region.Grains.GetGrain<IRunGrain>(DemoNames.Run.Value);
        await run.CreateAsync(await draft.StoreAsync(region.Blobs.PutAsync, cancellationToken));
        await run.StartAsync();
    }

    private static SecureAggregationPlan Plan(SecureSettings secure, DemoPlan plan, int parameters, SiteDpPlan? privacy) => new()
    {
        BitsPerCoordinate = privacy?.Noise.Bits ?? secure.Bits,
        ClipNorm = privacy?.ClipNorm ?? plan.ClipNorm(parameters),
        StepDeadline = Deadlines.Contribution,
        Noise = privacy?.ForTickets,
    };
}
