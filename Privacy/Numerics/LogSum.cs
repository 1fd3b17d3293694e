namespace Tapestry.Privacy.Numerics;

/// <summary>Adds terms given by their logarithms, in the order given, without overflow or underflow.</summary>
internal struct LogSum
{
    private double highest = double.NegativeInfinity;
    private double scaled;

    public LogSum()
    {
    }

    /// <summary>The logarithm of the sum; negative infinity when nothing above zero was added.</summary>
    public readonly double Value => scaled > 0 ? highest + Math.Log(scaled) : highest;

    public void Add(double logTerm)
    {
        if (double.IsNegativeInfinity(logTerm))
        {
            return;
        }

        if (double.IsPositiveInfinity(logTerm))
        {
            (highest, scaled) = (logTerm, 0);
        }
        else if (logTerm <= highest)
        {
            scaled += Math.Exp(logTerm - highest);
        }
        else
        {
            (highest, scaled) = (logTerm, 1 + (scaled * Math.Exp(highest - logTerm)));
        }
    }
}
