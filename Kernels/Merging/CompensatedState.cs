namespace Tapestry.Kernels.Merging;

/// <summary>The unevaluated pairs of a weighted sum, or a slice of them.</summary>
internal readonly ref struct CompensatedState(Span<float> sum, Span<float> compensation)
{
    public Span<float> Sum { get; } = sum;

    public Span<float> Compensation { get; } = compensation;

    public CompensatedState Slice(int start, int length) =>
        new(Sum.Slice(start, length), Compensation.Slice(start, length));
}
