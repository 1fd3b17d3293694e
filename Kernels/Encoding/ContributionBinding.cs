namespace Tapestry.Kernels.Encoding;

/// <summary>What a contribution belongs to. A frame carries it, so that it cannot pass for another's.</summary>
public sealed record ContributionBinding
{
    /// <summary>Longest name of a run or site, in UTF-8 bytes.</summary>
    public const int MaxNameBytes = 64;

    /// <summary>Binds a contribution.</summary>
    /// <param name="run">Name of the run, 1 to 64 bytes in UTF-8.</param>
    /// <param name="round">Number of the round, from 1.</param>
    /// <param name="shard">Index of the shard, from 0.</param>
    /// <param name="site">Name of the site, 1 to 64 bytes in UTF-8.</param>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public ContributionBinding(string run, int round, int shard, string site)
    {
        ThrowUnlessName(run, nameof(run));
        ThrowUnlessName(site, nameof(site));
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        (Run, Round, Shard, Site) = (run, round, shard, site);
    }

    /// <summary>Name of the run.</summary>
    public string Run { get; }

    /// <summary>Number of the round, from 1.</summary>
    public int Round { get; }

    /// <summary>Index of the shard, from 0.</summary>
    public int Shard { get; }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    private static void ThrowUnlessName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (StrictUtf8.TryCountBytes(name) is not int bytes || bytes > MaxNameBytes)
        {
            throw new ArgumentException(
                $"'{name}' does not fit a contribution frame: a name is 1 to {MaxNameBytes} bytes of well-formed UTF-8.",
                parameter);
        }
    }
}
