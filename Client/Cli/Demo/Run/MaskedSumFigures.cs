using Tapestry.Client.Cli.Reports;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>A certified round's masked side vector in the report's units.</summary>
internal static class MaskedSumFigures
{
    private const double Millionths = 1e6;

    /// <summary>Null for a round that has no masked side vector, or no sum of it.</summary>
    public static ReportMaskedSums? Of(RoundView round)
    {
        if (round.Certificate is not { Secure: { SideSums.Count: > 0 } secure, Merged: var merged })
        {
            return null;
        }

        var sums = secure.SideSums.ToDictionary(sum => sum.Name, sum => sum.Sum);
        return new ReportMaskedSums
        {
            Members = merged.Count,
            Tokens = sums[SideValue.Tokens],
            MeanLoss = sums[SideValue.MeanLoss] / Millionths / merged.Count,
            BaseBitsPerByte = sums[SideValue.BaseBits] / Millionths / merged.Count,
        };
    }
}
