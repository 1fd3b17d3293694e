using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Merging.Distances;

namespace Tapestry.Kernels.Merging.Krum;

/// <summary>
/// Krum's score of a contribution: the sum of its n - f - 2 smallest squared distances to the others (Blanchard,
/// El Mhamdi, Guerraoui and Stainer, 2017), added in ascending order in double. Low is good.
/// </summary>
/// <remarks>Law: permuting the contributions permutes the scores, bit for bit.</remarks>
public static class KrumScores
{
    /// <summary>Scores every contribution.</summary>
    /// <param name="distances">Squared distances between the n contributions.</param>
    /// <param name="faulty">f, 0 or more, with n at least 2 f + 3.</param>
    /// <param name="scores">Receives n scores.</param>
    /// <exception cref="MergeLimitException">f is negative or too large for n.</exception>
    /// <exception cref="LengthMismatchException">There is no room for n scores, or too much.</exception>
    public static void Compute(PairwiseDistances distances, int faulty, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(distances);
        var contributions = distances.Contributions;
        KrumLimits.ThrowUnlessHolds("krum", contributions, faulty);
        LengthMismatchException.ThrowUnlessEqual(scores.Length, contributions);
        Span<double> others = stackalloc double[contributions - 1];
        for (var i = 0; i < contributions; i++)
        {
            var row = distances.From(i);
            row[..i].CopyTo(others);
            row[(i + 1)..].CopyTo(others[i..]);
            others.Sort();
            scores[i] = 0;
            foreach (var distance in others[..(contributions - faulty - 2)])
            {
                scores[i] += distance;
            }
        }
    }

    /// <summary>The contributions with the smallest scores, smallest first; of equal scores the lower number is first.</summary>
    /// <param name="scores">Scores of n contributions.</param>
    /// <param name="selected">Receives as many numbers of contributions as it has room for, at most n.</param>
    /// <exception cref="MergeLimitException">More are to be selected than there are.</exception>
    public static void SelectSmallest(ReadOnlySpan<double> scores, Span<int> selected)
    {
        MergeLimitException.ThrowIfAbove("krum", nameof(selected), selected.Length, scores.Length, "Select fewer.");
        for (var place = 0; place < selected.Length; place++)
        {
            var best = -1;
            for (var i = 0; i < scores.Length; i++)
            {
                if (!selected[..place].Contains(i) && (best < 0 || scores[i] < scores[best]))
                {
                    best = i;
                }
            }

            selected[place] = best;
        }
    }
}
