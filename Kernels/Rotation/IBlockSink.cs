using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Rotation;

/// <summary>Where a pass of a transform writes, and what it does to each coordinate on the way out.</summary>
internal interface IBlockSink
{
    void Put(nint index, float value);

    /// <summary>Sixteen coordinates from a multiple of sixteen.</summary>
    void Put(nint index, Vector512<float> values);
}

/// <summary>Coordinates as they are.</summary>
internal readonly unsafe struct PlainSink(float* destination) : IBlockSink
{
    private readonly float* destination = destination;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint index, float value) => destination[index] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint index, Vector512<float> values) => values.Store(destination + index);
}

/// <summary>Coordinates times a factor.</summary>
internal readonly unsafe struct ScaledSink(float* destination, float factor) : IBlockSink
{
    private readonly float* destination = destination;
    private readonly float factor = factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint index, float value) => destination[index] = value * factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint index, Vector512<float> values) =>
        (values * Vector512.Create(factor)).Store(destination + index);
}

/// <summary>Coordinates times a factor, then negated where the sign bit is set.</summary>
internal readonly unsafe struct SignedSink(float* destination, float factor, byte* signs) : IBlockSink
{
    private readonly float* destination = destination;
    private readonly float factor = factor;
    private readonly byte* signs = signs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint index, float value) =>
        destination[index] = SignBits.Apply(value * factor, signs, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(nint index, Vector512<float> values) =>
        SignBits.Apply(values * Vector512.Create(factor), signs, index).Store(destination + index);
}
