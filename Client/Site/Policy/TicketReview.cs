using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Site.Policy;

/// <summary>Holds a ticket against the member's policy.</summary>
public static class TicketReview
{
    /// <summary>Why the ticket must be refused; null when it keeps the policy.</summary>
    public static string? ReasonToRefuse(RoundTicket ticket, DatasetDeclaration dataset, SitePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(policy);
        if (dataset.Category == DataCategory.Private || dataset.Category > policy.MaximumCategory)
        {
            return $"The dataset '{dataset.Name}' is {dataset.Category}; the member allows at most {policy.MaximumCategory} in runs.";
        }

        if (dataset.Category == DataCategory.Controlled && string.IsNullOrEmpty(dataset.Consent))
        {
            return $"The dataset '{dataset.Name}' is Controlled and names no consent; the member names it before the data is used.";
        }

        if (policy.AllowedRuns is { } allowed && !allowed.Contains(ticket.Round.Run))
        {
            return $"The dataset '{dataset.Name}' may serve {string.Join(", ", allowed)} only; the ticket is of run {ticket.Round.Run}.";
        }

        if (ticket.Policy.Quorum < policy.MinimumQuorum)
        {
            return $"The quorum is {ticket.Policy.Quorum}; the member asks for at least {policy.MinimumQuorum}.";
        }

        if (ticket.LocalSteps > policy.MaximumLocalSteps)
        {
            return $"The ticket asks for {ticket.LocalSteps} local steps; the member allows {policy.MaximumLocalSteps}.";
        }

        return ReasonAgainstExposure(ticket, policy) ?? NoiseReview.ReasonToRefuse(ticket, policy);
    }

    private static string? ReasonAgainstExposure(RoundTicket ticket, SitePolicy policy)
    {
        if (ticket.Secure is null)
        {
            return policy.RequiresSecureAggregation ? "The round asks for updates in the clear; the member takes part in secure rounds only." : null;
        }

        var asksForScores = ticket.Policy.Weights == WeightRule.Quality || ticket.Policy.MaximumHeldOutRegression is not null;
        return asksForScores && !policy.PublishesMetrics
            ? "The charter governs by held-out scores; the member does not publish its own."
            : null;
    }
}
