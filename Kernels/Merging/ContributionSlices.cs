using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Merging;

/// <summary>Reads slices of a source and refuses what is not one.</summary>
internal static class ContributionSlices
{
    /// <exception cref="LengthMismatchException">The source returned a slice of another length.</exception>
    public static ReadOnlySpan<float> Read(this IContributionSource source, int contribution, int start, Span<float> buffer)
    {
        var slice = source.Slice(contribution, start, buffer);
        if (slice.Length != buffer.Length)
        {
            throw new LengthMismatchException("Slice of " + ContributionNames.Of(contribution), slice.Length, buffer.Length);
        }

        return slice;
    }

    /// <summary>Searches one slice of every contribution, in their order: the slow way, taken once a merge has met NaN.</summary>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names contribution and coordinate.</exception>
    public static void ThrowIfNotFinite(this IContributionSource source, int start, Span<float> buffer)
    {
        for (var contribution = 0; contribution < source.Count; contribution++)
        {
            var slice = source.Read(contribution, start, buffer);
            var index = Finite.FirstNonFiniteIndex(slice);
            if (index >= 0)
            {
                throw new NonFiniteValueException(
                    ContributionNames.Of(contribution), (long)start + index, slice[index]);
            }
        }
    }
}
