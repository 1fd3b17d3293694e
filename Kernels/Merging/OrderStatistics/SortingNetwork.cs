using System.Numerics;

namespace Tapestry.Kernels.Merging.OrderStatistics;

/// <summary>
/// Compare-exchanges that sort n values, the same ones whatever the values: Batcher's merge exchange (Knuth, The Art of
/// Computer Programming, volume 3, algorithm 5.2.2M), less those that no needed rank depends on.
/// </summary>
internal static class SortingNetwork
{
    /// <summary>The comparators that put ranks <paramref name="first"/> to <paramref name="last"/>, from 0, in their places.</summary>
    public static Comparator[] ForRanks(int inputs, int first, int last)
    {
        var all = MergeExchange(inputs);
        var needed = new bool[inputs];
        Array.Fill(needed, true, first, last - first + 1);
        var kept = new List<Comparator>(all.Count);
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (needed[all[i].Low] || needed[all[i].High])
            {
                needed[all[i].Low] = needed[all[i].High] = true;
                kept.Add(all[i]);
            }
        }

        kept.Reverse();
        return [.. kept];
    }

    private static List<Comparator> MergeExchange(int inputs)
    {
        var comparators = new List<Comparator>();
        var top = (int)BitOperations.RoundUpToPowerOf2((uint)inputs) / 2;
        for (var p = top; p > 0; p /= 2)
        {
            for (var (q, r, distance) = (top, 0, p); ; (distance, q, r) = (q - p, q / 2, p))
            {
                for (var i = 0; i < inputs - distance; i++)
                {
                    if ((i & p) == r)
                    {
                        comparators.Add(new Comparator(i, i + distance));
                    }
                }

                if (q == p)
                {
                    break;
                }
            }
        }

        return comparators;
    }
}
