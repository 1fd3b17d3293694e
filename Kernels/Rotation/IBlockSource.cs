using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Rotation;

/// <summary>Where a transform reads a block, and what it does to each coordinate on the way in.</summary>
internal interface IBlockSource
{
    float At(nint index);

    /// <summary>Sixteen coordinates from a multiple of sixteen.</summary>
    Vector512<float> SixteenAt(nint index);
}

/// <summary>Coordinates as they are.</summary>
internal readonly unsafe struct PlainSource(float* values) : IBlockSource
{
    private readonly float* values = values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(nint index) => values[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> SixteenAt(nint index) => Vector512.Load(values + index);
}

/// <summary>Coordinates times a factor, then negated where the sign bit is set.</summary>
internal readonly unsafe struct SignedSource(float* values, float factor, byte* signs) : IBlockSource
{
    private readonly float* values = values;
    private readonly float factor = factor;
    private readonly byte* signs = signs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(nint index) => SignBits.Apply(values[index] * factor, signs, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> SixteenAt(nint index) =>
        SignBits.Apply(Vector512.Load(values + index) * Vector512.Create(factor), signs, index);
}
