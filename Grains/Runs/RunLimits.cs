namespace Tapestry.Grains.Runs;

/// <summary>How large a run can be.</summary>
public static class RunLimits
{
    /// <summary>Certified rounds.</summary>
    public const int Rounds = 1_000_000;

    /// <summary>Local steps of one round.</summary>
    public const int LocalSteps = 1_000_000;

    /// <summary>Shards of the flat parameter vector.</summary>
    public const int Shards = 65_536;

    /// <summary>Longest wait of any deadline.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromDays(30);
}
