namespace Tapestry.Kernels.Merging;

/// <summary>
/// The contributions of one merge, read in slices. A merge asks for slices of every contribution in turn and keeps none
/// of them, so the source decides what is in memory; it does the reading, decoding and verifying.
/// </summary>
/// <remarks>
/// Law: the same slice has the same bits whenever it is read, and slices of any size are slices of one vector. Some merges
/// read more than once.
/// </remarks>
public interface IContributionSource
{
    /// <summary>Contributions, 1 or more.</summary>
    int Count { get; }

    /// <summary>Coordinates of each contribution, 0 or more.</summary>
    int Length { get; }

    /// <summary>
    /// Coordinates <paramref name="start"/> to <paramref name="start"/> + <c>buffer.Length</c> of one contribution, fp32:
    /// either a view of memory that the source holds, or <paramref name="buffer"/> after filling it.
    /// </summary>
    /// <param name="contribution">Number of the contribution, from 0.</param>
    /// <param name="start">First coordinate.</param>
    /// <param name="buffer">As long as the slice; free to be written. A slice stays as it is until the same memory is given as a buffer again.</param>
    ReadOnlySpan<float> Slice(int contribution, int start, Span<float> buffer);
}
