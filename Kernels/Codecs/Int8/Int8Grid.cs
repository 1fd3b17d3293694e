using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>
/// The line through mean +- 6 sigma in 2^24 units, 2^16 to a bin; defined at <see cref="Int8Codec"/>. Values are first
/// multiplied by the power of two that makes a bin 1 to 2 wide, so that neither huge nor tiny vectors leave fp32.
/// </summary>
internal readonly struct Int8Grid
{
    public const int Bins = 256;
    public const int UnitBits = 16;

    private const float Centre = 1 << 23;
    private const float LastUnit = (1 << 24) - 1;

    private readonly float factor;
    private readonly float mean;
    private readonly float unitsPerScaled;
    private readonly int exponent;

    private Int8Grid(double mean, double binWidth)
    {
        exponent = Math.ILogB(binWidth);
        factor = (float)Math.ScaleB(1, -exponent);
        this.mean = (float)Math.ScaleB(mean, -exponent);
        unitsPerScaled = (float)((1 << UnitBits) / Math.ScaleB(binWidth, -exponent));
    }

    /// <summary>The grid of a vector with these sums.</summary>
    public static Int8Grid Of(double sum, double sumOfSquares, long count)
    {
        var mean = count == 0 ? 0 : sum / count;
        var variance = count == 0 ? 0 : Math.Max(0, (sumOfSquares / count) - (mean * mean));
        var width = 12 * Math.Sqrt(variance) / Bins;

        // At least the distance between neighbouring fp32 values at the mean, and far above denormals.
        return new Int8Grid(mean, Math.Max(width, Math.Max(Math.ScaleB(Math.Abs(mean), -22), Math.ScaleB(1, -100))));
    }

    /// <summary>The unit a value lies in, 0 to 2^24 - 1; its upper 8 bits are the bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint UnitOf(float value)
    {
        var unit = MathF.FusedMultiplyAdd((value * factor) - mean, unitsPerScaled, Centre);
        return (uint)MathF.Min(MathF.Max(unit, 0), LastUnit);
    }

    /// <summary><see cref="UnitOf"/> of sixteen values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<uint> UnitsOf(Vector512<float> values)
    {
        var offset = (values * Vector512.Create(factor)) - Vector512.Create(mean);
        var unit = Vector512.FusedMultiplyAdd(offset, Vector512.Create(unitsPerScaled), Vector512.Create(Centre));
        var clamped = Vector512.MinNative(Vector512.MaxNative(unit, Vector512<float>.Zero), Vector512.Create(LastUnit));
        return Vector512.ConvertToInt32Native(clamped).AsUInt32();
    }

    /// <summary>The value at a point of the line, in units.</summary>
    public float ValueAt(double unit)
    {
        var value = Math.ScaleB(mean + ((unit - Centre) / unitsPerScaled), exponent);
        return (float)Math.Clamp(value, -float.MaxValue, float.MaxValue);
    }
}
