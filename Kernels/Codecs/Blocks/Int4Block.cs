using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>64 coordinates as four-bit integers times a bfloat16 scale; defined at <see cref="Int4Codec"/>.</summary>
internal readonly unsafe struct Int4Block : IBlockFormat
{
    // Adding and subtracting 1.5 * 2^23 rounds to the nearest integer, ties to even, and leaves it in the lowest bits.
    private const float RoundToInteger = 12_582_912f;
    private const float SmallestScale = 7.8886091e-31f;
    private const uint ScaleBitsMask = 0xFFFF_0000;

    // bfloat16 bits of 2^-100 and of the largest scale whose eightfold is finite.
    private const int SmallestScaleBits = 0x0D80;
    private const int LargestScaleBits = 0x7DFF;

    public static int Length => Nibbles.PerBlock;

    public static int CodeBits => 4;

    public static int ScaleBytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EncodeVector(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var (a, b) = (Vector512.Load(values), Vector512.Load(values + 16));
        var (c, d) = (Vector512.Load(values + 32), Vector512.Load(values + 48));
        var largest = LaneReduction.Max(Vector512.MaxNative(Vector512.MaxNative(a, b), Vector512.MaxNative(c, d)));
        var smallest = -LaneReduction.Max(-Vector512.MinNative(Vector512.MinNative(a, b), Vector512.MinNative(c, d)));
        var step = WriteScale(largest, smallest, scale);
        var steps = Vector512.Create(step);
        var inverse = Vector512.Create(Inverse(step));
        var (p, q) = (Quantize(a, inverse), Quantize(b, inverse));
        var (r, s) = (Quantize(c, inverse), Quantize(d, inverse));
        Nibbles.Store(p.AsUInt32(), q.AsUInt32(), r.AsUInt32(), s.AsUInt32(), codes);
        if (residual is not null)
        {
            (a - (Level(p) * steps)).Store(residual);
            (b - (Level(q) * steps)).Store(residual + 16);
            (c - (Level(r) * steps)).Store(residual + 32);
            (d - (Level(s) * steps)).Store(residual + 48);
        }
    }

    public static void EncodeScalar(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var (largest, smallest) = (0f, 0f);
        for (var i = 0; i < Length; i++)
        {
            largest = MathF.Max(largest, values[i]);
            smallest = MathF.Min(smallest, values[i]);
        }

        var step = WriteScale(largest, smallest, scale);
        var inverse = Inverse(step);
        for (var i = 0; i < Length; i++)
        {
            var level = MathF.Min(MathF.Max(values[i] * inverse, -8f), 7f) + RoundToInteger - RoundToInteger;
            Nibbles.Write(codes, i, (int)level);
            if (residual is not null)
            {
                residual[i] = values[i] - (level * step);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DecodeVector(byte* scale, byte* codes, float* destination)
    {
        var units = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, -8, -7, -6, -5, -4, -3, -2, -1);
        Nibbles.Lookup(codes, units * Vector512.Create(ReadScale(scale)), destination);
    }

    public static void DecodeScalar(byte* scale, byte* codes, float* destination)
    {
        var step = ReadScale(scale);
        for (var i = 0; i < Length; i++)
        {
            destination[i] = ((Nibbles.Read(codes, i) ^ 8) - 8) * step;
        }
    }

    public static int FirstInvalidScale(ReadOnlySpan<byte> scales)
    {
        for (var block = 0; block < scales.Length / sizeof(ushort); block++)
        {
            int bits = BinaryPrimitives.ReadUInt16LittleEndian(scales[(block * sizeof(ushort))..]);
            if (bits != 0 && (bits & 0x7FFF) is < SmallestScaleBits or > LargestScaleBits)
            {
                return block;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float WriteScale(float largest, float smallest, byte* scale)
    {
        var extreme = largest >= -smallest ? largest : smallest;
        var cut = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(extreme * -0.125f) & ScaleBitsMask);
        var step = MathF.Abs(cut) < SmallestScale ? 0f : cut;
        BinaryPrimitives.WriteUInt16LittleEndian(
            new Span<byte>(scale, sizeof(ushort)), (ushort)(BitConverter.SingleToUInt32Bits(step) >> 16));
        return step;
    }

    private static float ReadScale(byte* scale) => BitConverter.UInt32BitsToSingle(
        (uint)BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(scale, sizeof(ushort))) << 16);

    private static float Inverse(float step) => step == 0 ? 0f : 1f / step;

    /// <summary>Lanes whose lowest bits are the code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quantize(Vector512<float> values, Vector512<float> inverse)
    {
        var clamped = Vector512.MinNative(
            Vector512.MaxNative(values * inverse, Vector512.Create(-8f)), Vector512.Create(7f));
        return clamped + Vector512.Create(RoundToInteger);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Level(Vector512<float> quantized) => quantized - Vector512.Create(RoundToInteger);
}
