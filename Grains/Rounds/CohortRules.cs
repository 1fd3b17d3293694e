using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Rounds.Weights;

namespace Tapestry.Grains.Rounds;

/// <summary>Who is in the cohort and with what weight: a function of the reports and the charter policy.</summary>
internal static class CohortRules
{
    /// <summary>Reports of sites above the policy's quality floor.</summary>
    public static IReadOnlyList<ReadyReport> Admit(IReadOnlyList<ReadyReport> ready, CharterPolicy policy) =>
        policy.MaximumHeldOutRegression is { } limit
            ? [.. ready.Where(report => WeightScores.Improvement(report) >= -limit)]
            : ready;

    /// <summary>Governs the weights of the given sites.</summary>
    /// <exception cref="WeightsImpossibleException">Floor and cap contradict the number of sites.</exception>
    public static IReadOnlyDictionary<SiteId, decimal> Weigh(IReadOnlyList<ReadyReport> reports, CharterPolicy policy)
    {
        var scores = reports.Select(report => WeightScores.Of(policy.Weights, report)).ToArray();
        var weights = WeightGovernor.Govern(scores, policy.WeightFloor, policy.WeightCap);
        return reports.Zip(weights).ToDictionary(pair => pair.First.Site, pair => pair.Second);
    }

    /// <summary>The cohort of the given sites, nothing sent yet.</summary>
    /// <exception cref="WeightsImpossibleException">Floor and cap contradict the number of sites.</exception>
    public static IReadOnlyList<CohortMember> Form(IReadOnlyList<ReadyReport> reports, CharterPolicy policy)
    {
        var weights = Weigh(reports, policy);
        return
        [
            .. reports.Select(report => new CohortMember
            {
                Site = report.Site,
                Weight = weights[report.Site],
                Contributions = new Dictionary<int, ReceivedFrame>(),
            }),
        ];
    }

    /// <summary>Frames that a member sends: one a shard and, in a secure round, the side vector.</summary>
    public static int FrameCount(RoundTicket ticket) => ticket.Base.Shards.Count + (ticket.Secure is null ? 0 : 1);

    /// <summary>True when the member sent every frame.</summary>
    public static bool IsComplete(CohortMember member, RoundTicket ticket) => member.Contributions.Count == FrameCount(ticket);
}
