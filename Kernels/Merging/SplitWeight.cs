namespace Tapestry.Kernels.Merging;

/// <summary>A weight as the unevaluated sum of two floats: about 48 bits of it.</summary>
internal readonly struct SplitWeight(double weight)
{
    public float High { get; } = (float)weight;

    public float Low { get; } = (float)(weight - (float)weight);
}
