namespace Tapestry.Kernels.SecureEncoding;

/// <summary>A few coordinates in first-level cache: rotated, and rounded before noise.</summary>
internal readonly ref struct EncodedChunk
{
    public required ReadOnlySpan<float> Rotated { get; init; }

    public required float Scale { get; init; }

    public required ReadOnlySpan<int> Rounded { get; init; }

    /// <summary>Number of the first coordinate.</summary>
    public required long First { get; init; }
}
