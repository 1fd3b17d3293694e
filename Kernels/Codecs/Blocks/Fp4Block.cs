using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>64 coordinates as signed powers of two below a shared exponent; defined at <see cref="Fp4Codec"/>.</summary>
internal readonly unsafe struct Fp4Block : IBlockFormat
{
    private const uint MagnitudeMask = 0x7FFF_FFFF;
    private const uint HalfMantissa = 0x0040_0000;
    private const int MantissaBits = 23;
    private const uint SmallestScale = 32;
    private const uint LargestScale = 254;
    private const int TopCode = 7;

    // Above the exponent of every finite value, and shifted into place still not negative.
    private const uint Unreachable = 262;

    public static int Length => Nibbles.PerBlock;

    public static int CodeBits => 4;

    public static int ScaleBytes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EncodeVector(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var (a, b) = (Vector512.Load(values), Vector512.Load(values + 16));
        var (c, d) = (Vector512.Load(values + 32), Vector512.Load(values + 48));
        var largest = LaneReduction.Max(Vector512.Max(
            Vector512.Max(Magnitude(a), Magnitude(b)), Vector512.Max(Magnitude(c), Magnitude(d))));
        var top = ScaleOf(largest);
        *scale = (byte)top;

        // A block below the smallest scale: a top above every exponent leaves all codes 0.
        var reach = Vector512.Create(top == 0 ? Unreachable : top);
        var (p, q) = (Code(a, reach), Code(b, reach));
        var (r, s) = (Code(c, reach), Code(d, reach));
        Nibbles.Store(Signed(p, a), Signed(q, b), Signed(r, c), Signed(s, d), codes);
        if (residual is not null)
        {
            (a - Level(p, a, reach)).Store(residual);
            (b - Level(q, b, reach)).Store(residual + 16);
            (c - Level(r, c, reach)).Store(residual + 32);
            (d - Level(s, d, reach)).Store(residual + 48);
        }
    }

    public static void EncodeScalar(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var largest = 0u;
        for (var i = 0; i < Length; i++)
        {
            largest = Math.Max(largest, BitConverter.SingleToUInt32Bits(values[i]) & MagnitudeMask);
        }

        var top = (int)ScaleOf(largest);
        *scale = (byte)top;
        for (var i = 0; i < Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(values[i]);
            var code = top == 0 ? 0 : CodeOf(bits & MagnitudeMask, top);
            var signed = code | ((int)(bits >> 31) << 3);
            Nibbles.Write(codes, i, signed);
            if (residual is not null)
            {
                residual[i] = values[i] - LevelOf(signed, top);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DecodeVector(byte* scale, byte* codes, float* destination)
    {
        var units = Vector512.Create(
            0f, 1 / 64f, 1 / 32f, 1 / 16f, 1 / 8f, 1 / 4f, 1 / 2f, 1,
            -0f, -1 / 64f, -1 / 32f, -1 / 16f, -1 / 8f, -1 / 4f, -1 / 2f, -1);
        var top = BitConverter.UInt32BitsToSingle((uint)*scale << MantissaBits);
        Nibbles.Lookup(codes, units * Vector512.Create(top), destination);
    }

    public static void DecodeScalar(byte* scale, byte* codes, float* destination)
    {
        for (var i = 0; i < Length; i++)
        {
            destination[i] = LevelOf(Nibbles.Read(codes, i), *scale);
        }
    }

    public static int FirstInvalidScale(ReadOnlySpan<byte> scales)
    {
        for (var block = 0; block < scales.Length; block++)
        {
            if (scales[block] is not 0 and (< (byte)SmallestScale or > (byte)LargestScale))
            {
                return block;
            }
        }

        return -1;
    }

    private static uint ScaleOf(uint largest)
    {
        var exponent = Math.Min((largest + HalfMantissa) >> MantissaBits, LargestScale);
        return exponent < SmallestScale ? 0 : exponent;
    }

    private static int CodeOf(uint magnitude, int top)
    {
        var code = (int)((magnitude + HalfMantissa) >> MantissaBits) - top + TopCode;
        var lowest = magnitude >= (uint)(top - TopCode) << MantissaBits ? 1 : 0;
        return Math.Min(Math.Max(code, lowest), TopCode);
    }

    private static float LevelOf(int signed, int top)
    {
        var code = signed & TopCode;
        var magnitude = code == 0 || top == 0 ? 0 : (uint)(top - TopCode + code) << MantissaBits;
        return BitConverter.UInt32BitsToSingle(magnitude | ((uint)(signed >> 3) << 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Magnitude(Vector512<float> values) =>
        values.AsUInt32() & Vector512.Create(MagnitudeMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Code(Vector512<float> values, Vector512<uint> top)
    {
        var magnitude = Magnitude(values);
        var exponent = (magnitude + Vector512.Create(HalfMantissa)) >>> MantissaBits;
        var offset = top - Vector512.Create((uint)TopCode);
        var code = Vector512.Max((exponent - offset).AsInt32(), Vector512<int>.Zero);

        // What rounds below the lowest level but lies nearer to it than to zero.
        var lowest = Vector512.GreaterThanOrEqual(magnitude.AsInt32(), (offset << MantissaBits).AsInt32()) & Vector512<int>.One;
        return Vector512.Min(Vector512.Max(code, lowest), Vector512.Create(TopCode)).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Signed(Vector512<uint> code, Vector512<float> values) =>
        code | ((values.AsUInt32() >>> 31) << 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Level(Vector512<uint> code, Vector512<float> values, Vector512<uint> top)
    {
        var magnitude = (top - Vector512.Create((uint)TopCode) + code) << MantissaBits;
        var kept = Vector512.ConditionalSelect(Vector512.Equals(code, Vector512<uint>.Zero), Vector512<uint>.Zero, magnitude);
        return (kept | (values.AsUInt32() & Vector512.Create(~MagnitudeMask))).AsSingle();
    }
}
