using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Site.Policy;

/// <summary>What a member allows; it binds its own site agent, whatever the region asks.</summary>
public sealed record SitePolicy
{
    /// <summary>The least free category that may be used in runs; <see cref="DataCategory.Private"/> data never is.</summary>
    public DataCategory MaximumCategory { get; init; } = DataCategory.Sovereign;

    /// <summary>Fewest sites whose sum a round may publish; at least 2, so that no sum is one site's own update.</summary>
    public int MinimumQuorum { get; init; } = 2;

    /// <summary>Runs that the dataset may serve; null for any.</summary>
    public IReadOnlyList<RunId>? AllowedRuns { get; init; }

    /// <summary>When it may train; null for always. A phase that the end of the hours cuts is given up, and its round refused.</summary>
    public TrainingHours? Hours { get; init; }

    /// <summary>Most local steps that one ticket may ask for.</summary>
    public int MaximumLocalSteps { get; init; } = 100_000;

    /// <summary>Refuses rounds in which the member's own update would reach the region in the clear.</summary>
    public bool RequiresSecureAggregation { get; init; }

    /// <summary>The most that all releases from the dataset may cost together, over all runs, by the site's own record; null for no limit.</summary>
    public PrivacyBudget? Budget { get; init; }

    /// <summary>Privacy floor: refuses rounds whose sum carries no noise.</summary>
    public bool RequiresNoise { get; init; }

    /// <summary>
    /// Privacy floor: least noise in a round's sum, as the standard deviation that is sure to be in it over what one site can
    /// change; 0 asks for none beyond the budget.
    /// </summary>
    public double MinimumNoiseMultiplier { get; init; }

    /// <summary>Largest share of the survivors that the member takes for colluding with whoever sees the sum, in thousandths.</summary>
    public int AssumedCorruptionPerMille { get; init; } = 333;

    /// <summary>
    /// Lets token counts, losses and held-out scores leave in the clear in secure rounds too; else only their sums show. A
    /// ticket whose weights need them in the clear is refused.
    /// </summary>
    public bool PublishesMetrics { get; init; }
}
