using System.Globalization;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Kernels.Rounding;

namespace Tapestry.Client.Site.Policy;

/// <summary>Holds a ticket's noise against the member's privacy floor, and what it claims against what the site would do.</summary>
internal static class NoiseReview
{
    // What the last digits of two computations of the same bound may differ by.
    private const double Rounding = 1e-9;

    /// <summary>Why the ticket must be refused; null when its noise is enough and is what it claims.</summary>
    public static string? ReasonToRefuse(RoundTicket ticket, SitePolicy policy) => ticket.Secure?.Noise is { } noise
        ? ReasonAgainstClaim(ticket, noise, policy) ?? ReasonAgainstAmount(noise, policy)
        : policy.RequiresNoise || policy.MinimumNoiseMultiplier > 0
            ? "The round would release a sum without noise; the member takes part under noise only."
            : null;

    /// <summary>The norm that any site's weighted and rounded update keeps: that of the clip at the largest weight.</summary>
    public static RoundingNormBound LongestUpdate(RoundTicket ticket, SiteLevelNoise noise) =>
        new(ticket.Secure!.ClipNorm * (double)ticket.Policy.WeightCap / noise.Granularity, ticket.Base.ParameterCount);

    /// <summary>A sum costs what the ticket says only when no site can change it by more and no fewer noises are in it.</summary>
    private static string? ReasonAgainstClaim(RoundTicket ticket, SiteLevelNoise noise, SitePolicy policy)
    {
        var parameters = ticket.Base.ParameterCount;
        if (noise.Mechanism.Dimension != parameters)
        {
            return $"The noise is for {noise.Mechanism.Dimension} coordinates; the base has {parameters}.";
        }

        if (ticket.Policy.Quorum < noise.FewestSurvivors)
        {
            return $"The noise needs {noise.FewestSurvivors} survivors; the quorum is {ticket.Policy.Quorum}.";
        }

        var colluders = ticket.Invited.Count * policy.AssumedCorruptionPerMille / 1000;
        if (noise.Colluders < colluders)
        {
            return $"The noise counts on {noise.Mechanism.Sites} of {noise.FewestSurvivors} survivors; "
                + $"the member assumes that {colluders} of {ticket.Invited.Count} collude.";
        }

        var bound = LongestUpdate(ticket, noise);
        return noise.Mechanism.L2Sensitivity < bound.L2 * (1 - Rounding) || noise.Mechanism.L1Sensitivity < bound.L1 * (1 - Rounding)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The noise is for a rounded update of norm {noise.Mechanism.L2Sensitivity:0.###} steps; clip and weight cap allow {bound.L2:0.###}.")
            : null;
    }

    private static string? ReasonAgainstAmount(SiteLevelNoise noise, SitePolicy policy)
    {
        var multiplier = Math.Sqrt(noise.Mechanism.Sites) * noise.Mechanism.LocalDeviation / noise.Mechanism.L2Sensitivity;
        return multiplier < policy.MinimumNoiseMultiplier
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The noise is {multiplier:0.####} times what one site can change; the member asks for {policy.MinimumNoiseMultiplier} at least.")
            : null;
    }
}
