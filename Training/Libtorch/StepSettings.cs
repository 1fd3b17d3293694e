using System.Runtime.InteropServices;

namespace Tapestry.Training.Libtorch;

/// <summary><c>tapestry_adamw</c> of the C interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct StepSettings
{
    internal required float Beta1 { get; init; }
    internal required float Beta2 { get; init; }
    internal required float Epsilon { get; init; }
    internal required float RelativeEpsilon { get; init; }
    internal required float WeightDecay { get; init; }
    internal required float LearningRate { get; init; }
    internal required float MostNorm { get; init; }
    internal required long Step { get; init; }
}
