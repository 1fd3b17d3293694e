using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>64 coordinates as signed powers of two below a shared scale; defined at <see cref="Fp4Codec"/>.</summary>
internal readonly unsafe struct Fp4Block : IBlockFormat
{
    private const int ScaleShift = 16;
    private const int SmallestExponent = 32;
    private const int LargestExponent = 254;
    private const int ExponentShift = Fp4Grid.MantissaBits - ScaleShift;

    public static int Length => Nibbles.PerBlock;

    public static int CodeBits => 4;

    public static int ScaleBytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EncodeVector(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var (a, b) = (Vector512.Load(values), Vector512.Load(values + 16));
        var (c, d) = (Vector512.Load(values + 32), Vector512.Load(values + 48));
        var (p, q, r, s) = (Vector512.Abs(a), Vector512.Abs(b), Vector512.Abs(c), Vector512.Abs(d));
        var largest = LaneReduction.Max(Vector512.Max(
            Vector512.Max(p.AsUInt32(), q.AsUInt32()), Vector512.Max(r.AsUInt32(), s.AsUInt32())));
        var grid = WriteScale(Fp4Scale.Choose(largest, p, q, r, s), scale);
        Nibbles.Store(grid.SignedCodesOf(a), grid.SignedCodesOf(b), grid.SignedCodesOf(c), grid.SignedCodesOf(d), codes);
        if (residual is not null)
        {
            grid.LostOf(a).Store(residual);
            grid.LostOf(b).Store(residual + 16);
            grid.LostOf(c).Store(residual + 32);
            grid.LostOf(d).Store(residual + 48);
        }
    }

    public static void EncodeScalar(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        Span<float> magnitudes = stackalloc float[Nibbles.PerBlock];
        var largest = 0u;
        for (var i = 0; i < Length; i++)
        {
            magnitudes[i] = MathF.Abs(values[i]);
            largest = Math.Max(largest, BitConverter.SingleToUInt32Bits(magnitudes[i]));
        }

        var grid = WriteScale(Fp4Scale.Choose(largest, magnitudes), scale);
        for (var i = 0; i < Length; i++)
        {
            Nibbles.Write(codes, i, grid.SignedCodeOf(values[i]));
            if (residual is not null)
            {
                residual[i] = grid.LostOf(values[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DecodeVector(byte* scale, byte* codes, float* destination) =>
        Nibbles.Lookup(codes, Units * Vector512.Create(ReadScale(scale)), destination);

    public static void DecodeScalar(byte* scale, byte* codes, float* destination)
    {
        for (var i = 0; i < Length; i++)
        {
            destination[i] = Units.GetElement(Nibbles.Read(codes, i)) * ReadScale(scale);
        }
    }

    public static int FirstInvalidScale(ReadOnlySpan<byte> scales)
    {
        for (var block = 0; block < scales.Length / sizeof(ushort); block++)
        {
            var bits = BinaryPrimitives.ReadUInt16LittleEndian(scales[(block * sizeof(ushort))..]);
            if (bits != 0 && bits >> ExponentShift is < SmallestExponent or > LargestExponent)
            {
                return block;
            }
        }

        return -1;
    }

    private static Vector512<float> Units => Vector512.Create(
        0f, 1 / 64f, 1 / 32f, 1 / 16f, 1 / 8f, 1 / 4f, 1 / 2f, 1,
        -0f, -1 / 64f, -1 / 32f, -1 / 16f, -1 / 8f, -1 / 4f, -1 / 2f, -1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fp4Grid WriteScale(uint code, byte* scale)
    {
        var bits = code << Fp4Scale.CodeShift;
        BinaryPrimitives.WriteUInt16LittleEndian(new Span<byte>(scale, sizeof(ushort)), (ushort)(bits >> ScaleShift));
        return new Fp4Grid(bits);
    }

    private static float ReadScale(byte* scale) => BitConverter.UInt32BitsToSingle(
        (uint)BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(scale, sizeof(ushort))) << ScaleShift);
}
