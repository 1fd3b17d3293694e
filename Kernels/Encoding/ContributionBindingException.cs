namespace Tapestry.Kernels.Encoding;

/// <summary>A sound frame that belongs to another run, round, shard or site, or has another encoding or length.</summary>
public sealed class ContributionBindingException(string field, string value, string expected) : ContributionException(
    field, value, $"Contribution frame: {field} is {value} where {expected} is expected. It belongs elsewhere: do not merge it.");
