using System.Numerics;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>Upper tails of the hypergeometric distribution, exactly: integers over the integer C(population, draws).</summary>
internal sealed class HypergeometricTail
{
    private readonly BigInteger[] _ways;
    private readonly int _least;

    /// <summary>Marked elements among draws without replacement.</summary>
    /// <param name="population">All elements.</param>
    /// <param name="marked">Marked ones among them.</param>
    /// <param name="draws">Elements drawn.</param>
    public HypergeometricTail(int population, int marked, int draws)
    {
        _least = Math.Max(0, draws - (population - marked));
        var most = Math.Min(marked, draws);
        var first = Binomial(marked, _least);
        var second = Binomial(population - marked, draws - _least);
        _ways = new BigInteger[most - _least + 1];
        for (var hits = _least; hits <= most; hits++)
        {
            _ways[hits - _least] = first * second;
            first = first * (marked - hits) / (hits + 1);
            second = second * (draws - hits) / (population - marked - draws + hits + 1);
        }

        for (var i = _ways.Length - 2; i >= 0; i--)
        {
            _ways[i] += _ways[i + 1];
        }

        Total = Binomial(population, draws);
    }

    /// <summary>All ways to draw.</summary>
    public BigInteger Total { get; }

    /// <summary>Ways to draw with at least so many marked.</summary>
    public BigInteger AtLeast(int hits)
    {
        var index = Math.Max(0, hits - _least);
        return index < _ways.Length ? _ways[index] : BigInteger.Zero;
    }

    public static BigInteger Binomial(int all, int some)
    {
        var ways = BigInteger.One;
        for (var i = 0; i < some; i++)
        {
            ways = ways * (all - i) / (i + 1);
        }

        return some < 0 || some > all ? BigInteger.Zero : ways;
    }
}
