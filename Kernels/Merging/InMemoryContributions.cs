using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Merging;

/// <summary>Contributions that are in memory as a whole: slices are views, nothing is copied.</summary>
public sealed class InMemoryContributions : IContributionSource
{
    private readonly ReadOnlyMemory<float>[] contributions;

    /// <summary>Holds on to the vectors, in the order in which they are to be merged.</summary>
    /// <param name="contributions">One vector a contribution, fp32, all of one length; not to change during a merge.</param>
    /// <exception cref="ArgumentException">There is no contribution.</exception>
    /// <exception cref="LengthMismatchException">Two contributions differ in length; names the first that does.</exception>
    public InMemoryContributions(params ReadOnlySpan<ReadOnlyMemory<float>> contributions)
    {
        if (contributions.IsEmpty)
        {
            throw new ArgumentException("A merge needs at least one contribution; 0 were given.", nameof(contributions));
        }

        this.contributions = contributions.ToArray();
        Length = contributions[0].Length;
        for (var i = 1; i < contributions.Length; i++)
        {
            LengthMismatchException.ThrowUnlessEqual(contributions[i].Length, Length, ContributionNames.Of(i));
        }
    }

    /// <inheritdoc/>
    public int Count => contributions.Length;

    /// <inheritdoc/>
    public int Length { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Slice(int contribution, int start, Span<float> buffer) =>
        contributions[contribution].Span.Slice(start, buffer.Length);
}
