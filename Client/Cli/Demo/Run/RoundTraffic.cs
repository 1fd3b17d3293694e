using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Bytes that a round moved.</summary>
internal static class RoundTraffic
{
    /// <summary>Encoded contributions, from all sites to the region.</summary>
    public static long Up(RoundView round) => round.Cohort.Sum(member => member.Contributions.Values.Sum(frame => frame.Bytes));

    /// <summary>Base shards, from the region to all sites.</summary>
    public static long Down(RoundView round) => round.Ready.Sum(report => report.BytesDownloaded);

    /// <summary>What gradient exchange after every step would have moved: fp32 up and down, every site, every step.</summary>
    public static long Synchronous(long parameters, int sites, long steps) => 2 * parameters * sizeof(float) * sites * steps;
}
