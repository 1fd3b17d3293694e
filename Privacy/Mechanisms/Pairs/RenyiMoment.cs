using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>Moments of the likelihood ratio under the base distribution, by quadrature and sums of positive terms only.</summary>
internal static class RenyiMoment
{
    /// <summary>Logarithm of <c>E[r^power] - 1</c>.</summary>
    /// <param name="pair">The distributions.</param>
    /// <param name="power">Above 1, or below 0 for the pair swapped.</param>
    public static double LogExcess(DominatingPair pair, double power) =>
        LogMean(pair, power, loss => PowerExcess.Log(power, loss));

    /// <summary>Logarithm of <c>E[(r - 1)^power]</c>.</summary>
    /// <param name="pair">The distributions.</param>
    /// <param name="power">Even, at least 2.</param>
    public static double LogCentral(DominatingPair pair, int power) =>
        LogMean(pair, power, loss => power * (loss > 0 ? LogSpace.LogExpM1(loss) : LogSpace.Log1MinusExp(loss)));

    private static double LogMean(DominatingPair pair, double power, Func<double, double> logOfLoss)
    {
        var sum = new LogSum();
        foreach (var atom in pair.Atoms)
        {
            sum.Add(atom.LogMass + logOfLoss(atom.Loss));
        }

        foreach (var (x, weight) in pair.Continuous?.Nodes(power) ?? [])
        {
            sum.Add(Math.Log(weight) + pair.Continuous!.LogDensity(x) + logOfLoss(pair.Continuous.Loss(x)));
        }

        return sum.Value;
    }
}
