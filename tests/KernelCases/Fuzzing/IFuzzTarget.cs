namespace Tapestry.KernelCases.Fuzzing;

/// <summary>A decoder to fuzz.</summary>
internal interface IFuzzTarget
{
    /// <summary>What is decoded.</summary>
    string Name { get; }

    /// <summary>Valid buffers to mutate.</summary>
    IReadOnlyList<FuzzSample> Samples { get; }

    /// <summary>Makes the checksum of a mutated buffer right again, so that what lies behind it is reached.</summary>
    void Reseal(FuzzSample origin, byte[] buffer);

    /// <summary>Decodes, or throws.</summary>
    void Decode(ReadOnlySpan<byte> buffer, Span<float> destination);

    /// <summary>Whether a decoder may end so.</summary>
    bool IsTypedRefusal(Exception error);
}
