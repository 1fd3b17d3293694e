namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>What is simulated.</summary>
internal sealed record SecureAggregationSettings
{
    /// <summary>The table that is on record.</summary>
    public static SecureAggregationSettings Table { get; } = new()
    {
        Sites = [4, 16, 64, 256],
        Parameters = [100_000, 1_000_000, 10_000_000],
        Dropouts = [0, 0.1, 0.3],
    };

    /// <summary>Sizes of cohorts, 3 to 1024.</summary>
    public required IReadOnlyList<int> Sites { get; init; }

    /// <summary>Parameters of the models; one handshake carries all of them.</summary>
    public required IReadOnlyList<int> Parameters { get; init; }

    /// <summary>Shares of the sites whose input never arrives, from 0 upwards; the first is what the others are compared with.</summary>
    public required IReadOnlyList<double> Dropouts { get; init; }

    /// <summary>Dropouts that the cohort's threshold and graph outlive, in thousandths; the same whatever happens then.</summary>
    public int ToleratedPerMille => Math.Max(300, (int)Math.Ceiling(Dropouts.Max() * 1000));
}
