using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>What the region's record tells of secure aggregation.</summary>
internal static class SecureFigures
{
    public static ReportSecure Of(SecureSettings settings, IReadOnlyList<RoundView> rounds, long parameters)
    {
        var certified = rounds.Where(round => round.Phase == RoundPhase.Certified).ToArray();
        var contributions = certified.Sum(round => (long)round.Cohort.Count);
        return new ReportSecure
        {
            BitsPerCoordinate = rounds.Select(round => round.Ticket.Secure?.BitsPerCoordinate).FirstOrDefault() ?? settings.Bits,
            Drop = settings.Drop,
            RoundsAbandoned = rounds.Count - certified.Length,
            Dropouts = rounds.Sum(round => round.Dropped.Count),
            HandshakesRepeated = rounds.Sum(round => Math.Max(0, (round.Secure?.Attempt ?? 1) - 1)),
            BytesAParameter = certified.Sum(RoundFigures.Up) / ((double)contributions * parameters),
        };
    }
}
