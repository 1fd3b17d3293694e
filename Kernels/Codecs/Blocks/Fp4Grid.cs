using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// The levels of one scale: 0 and the scale times 2^-6, ..., 2^-1, 1. Magnitudes go to the nearest, ties upwards; as
/// positive floats sort like their bits, that takes integers only.
/// </summary>
internal readonly struct Fp4Grid
{
    /// <summary>Bits below the exponent of fp32.</summary>
    public const int MantissaBits = 23;

    private const int TopCode = 7;
    private const int SignBit = 31;
    private const int MagnitudeMask = int.MaxValue;
    private const int LowestOffset = -(TopCode - 1) << MantissaBits;

    private readonly int scale;
    private readonly int topThreshold;
    private readonly int lowestThreshold;

    /// <summary>The grid of a scale, 2^-100 or more, of no more than 22 significant bits; of bits 0 for that of the level 0 alone.</summary>
    public Fp4Grid(uint scaleBits)
    {
        scale = (int)scaleBits;
        topThreshold = scale == 0
            ? int.MaxValue : BitConverter.SingleToInt32Bits(BitConverter.Int32BitsToSingle(scale) * 0.75f);
        lowestThreshold = scale == 0 ? int.MaxValue : scale - (TopCode << MantissaBits);
    }

    /// <summary>The level of a magnitude.</summary>
    public float LevelOf(float magnitude)
    {
        var code = CodeOf(BitConverter.SingleToInt32Bits(magnitude));
        return BitConverter.Int32BitsToSingle(code == 0 ? 0 : scale - ((TopCode - code) << MantissaBits));
    }

    /// <summary>The levels of magnitudes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> LevelsOf(Vector512<float> magnitudes)
    {
        var bits = magnitudes.AsInt32();
        var below = (bits - Vector512.Create(topThreshold)) & Vector512.Create(-1 << MantissaBits);
        var offset = Vector512.Max(Vector512.Min(below, Vector512<int>.Zero), Vector512.Create(LowestOffset));
        var kept = Vector512.GreaterThanOrEqual(bits, Vector512.Create(lowestThreshold));
        return ((Vector512.Create(scale) + offset) & kept).AsSingle();
    }

    /// <summary>The code of a value: its sign, then 0 or the number of its level from 1.</summary>
    public int SignedCodeOf(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return CodeOf(bits & MagnitudeMask) | (bits >>> SignBit << 3);
    }

    /// <summary>The codes of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<uint> SignedCodesOf(Vector512<float> values)
    {
        var bits = values.AsInt32() & Vector512.Create(MagnitudeMask);
        var below = Vector512.Min((bits - Vector512.Create(topThreshold)) >> MantissaBits, Vector512<int>.Zero);
        var code = Vector512.Max(below + Vector512.Create(TopCode), Vector512<int>.One);
        var kept = Vector512.GreaterThanOrEqual(bits, Vector512.Create(lowestThreshold));
        return (code & kept).AsUInt32() | ((values.AsUInt32() >>> SignBit) << 3);
    }

    /// <summary>What a value loses; what is lost has the value's sign or the other.</summary>
    public float LostOf(float value) => value - MathF.CopySign(LevelOf(MathF.Abs(value)), value);

    /// <summary>What values lose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> LostOf(Vector512<float> values)
    {
        var sign = values & Vector512.Create(-0f);
        return values - (LevelsOf(values ^ sign) | sign);
    }

    private int CodeOf(int bits) => bits < lowestThreshold
        ? 0
        : Math.Max(Math.Min((bits - topThreshold) >> MantissaBits, 0) + TopCode, 1);
}
