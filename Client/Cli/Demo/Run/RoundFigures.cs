using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Bytes that a round moved, and what its sites published.</summary>
internal static class RoundFigures
{
    /// <summary>Contributions that were merged and, in a secure round, all protocol messages: from all sites to the region.</summary>
    public static long Up(RoundView round) =>
        round.Cohort.Sum(member => member.Contributions.Values.Sum(frame => frame.Bytes)) + (round.Secure?.ProtocolBytes ?? 0);

    /// <summary>Base shards, from the region to all sites.</summary>
    public static long Down(RoundView round) => round.Ready.Sum(report => report.BytesDownloaded);

    /// <summary>What gradient exchange after every step would have moved: fp32 up and down, every site, every step.</summary>
    public static long Synchronous(long parameters, int sites, long steps) => 2 * parameters * sizeof(float) * sites * steps;

    /// <summary>Mean training loss of the sites that published it, nats a token; NaN without any.</summary>
    public static double MeanLoss(RoundView round) => round.Ready.Average(report => report.MeanLoss) ?? double.NaN;

    /// <summary>Held-out bits per byte of the round's base, of the sites that published them.</summary>
    public static Dictionary<string, double> BaseBits(RoundView round) => round.Ready
        .Where(report => report.BaseBitsPerByte is not null)
        .ToDictionary(report => report.Site.Value, report => report.BaseBitsPerByte!.Value);
}
