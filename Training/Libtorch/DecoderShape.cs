using System.Runtime.InteropServices;

namespace Tapestry.Training.Libtorch;

/// <summary><c>tapestry_shape</c> of the C interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DecoderShape
{
    internal required long Vocab { get; init; }
    internal required long Hidden { get; init; }
    internal required long Inter { get; init; }
    internal required long Layers { get; init; }
    internal required long Heads { get; init; }
    internal required long KvHeads { get; init; }
    internal required long MaxPositions { get; init; }
    internal required float NormEpsilon { get; init; }
    internal required float RopeTheta { get; init; }
    internal required int Tied { get; init; }
    internal required int Precision { get; init; }
    internal required int Device { get; init; }
    internal required int DeviceIndex { get; init; }
}
