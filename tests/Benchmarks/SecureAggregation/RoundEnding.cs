using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Unmasking;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>A round from its committed inputs to the revealed secrets, with a share of the sites gone before their input arrives.</summary>
internal sealed class RoundEnding
{
    private const int Seed = 1;

    private RoundEnding(SimulatedRegion region, UnmaskingRecord record, TimeSpan answerTime, long bytesSent) =>
        (Region, Record, AnswerTime, BytesSent) = (region, record, answerTime, bytesSent);

    public SimulatedRegion Region { get; }

    public UnmaskingRecord Record { get; }

    /// <summary>A survivor's time to sign the survivor set and to reveal its shares.</summary>
    public TimeSpan AnswerTime { get; }

    /// <summary>Bytes that a survivor sends meanwhile.</summary>
    public long BytesSent { get; }

    public static RoundEnding Play(SimulatedRound round, int dropouts)
    {
        var random = new Random(Seed);
        var order = round.Sites.Keys.OrderBy(_ => random.Next()).ToList();
        var survivors = new SortedDictionary<int, SimulatedSite>(
            order.Skip(dropouts).ToDictionary(site => site, site => round.Sites[site].Fork()));
        var region = round.Region.Fork();
        region.Collect(survivors);
        while (region.Phase < RegionPhase.Unmasked)
        {
            region.Exchange(survivors);
        }

        var times = survivors.Values.Select(site => site.Time).Order().ToList();
        var ending = new RoundEnding(
            region, region.Session.Record(), times[times.Count / 2], survivors.Values.Max(site => site.BytesSent));
        foreach (var site in survivors.Values)
        {
            site.Dispose();
        }

        return ending;
    }
}
