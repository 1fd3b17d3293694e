using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>256 coordinates as signs of one magnitude; defined at <see cref="SignCodec"/>.</summary>
internal readonly unsafe struct SignBlock : IBlockFormat
{
    private const int Lanes = 16;
    private const float Shrink = 1f / 256;
    private const float SmallestScale = 7.8886091e-31f;
    private const uint SignBit = 0x8000_0000;

    // bfloat16 bits of 2^-100 and of the largest finite value.
    private const int SmallestScaleBits = 0x0D80;
    private const int LargestScaleBits = 0x7F7F;

    public static int Length => 256;

    public static int CodeBits => 1;

    public static int ScaleBytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EncodeVector(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var sums = Vector512<float>.Zero;
        for (var i = 0; i < Length; i += Lanes)
        {
            var lanes = Vector512.Load(values + i);
            sums += Vector512.Abs(lanes) * Vector512.Create(Shrink);
            BinaryPrimitives.WriteUInt16LittleEndian(
                new Span<byte>(codes + (i / 8), sizeof(ushort)), (ushort)lanes.ExtractMostSignificantBits());
        }

        var partial = stackalloc float[Lanes];
        sums.Store(partial);
        var magnitude = Vector512.Create(WriteScale(partial, count, scale)).AsUInt32();
        for (var i = 0; residual is not null && i < Length; i += Lanes)
        {
            var lanes = Vector512.Load(values + i);
            var level = magnitude | (lanes.AsUInt32() & Vector512.Create(SignBit));
            (lanes - level.AsSingle()).Store(residual + i);
        }
    }

    public static void EncodeScalar(float* values, int count, byte* scale, byte* codes, float* residual)
    {
        var partial = stackalloc float[Lanes];
        new Span<float>(partial, Lanes).Clear();
        new Span<byte>(codes, Length / 8).Clear();
        for (var i = 0; i < Length; i++)
        {
            partial[i % Lanes] += MathF.Abs(values[i]) * Shrink;
            codes[i / 8] |= (byte)(BitConverter.SingleToUInt32Bits(values[i]) >> 31 << (i % 8));
        }

        var magnitude = WriteScale(partial, count, scale);
        for (var i = 0; residual is not null && i < Length; i++)
        {
            residual[i] = values[i] - MathF.CopySign(magnitude, values[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DecodeVector(byte* scale, byte* codes, float* destination)
    {
        var magnitude = Vector512.Create(ReadScale(scale)).AsUInt32();
        var bits = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        for (var i = 0; i < Length; i += Lanes)
        {
            var word = BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(codes + (i / 8), sizeof(ushort)));
            var negative = Vector512.Equals(Vector512.Create((uint)word) & bits, bits);
            (magnitude | (negative & Vector512.Create(SignBit))).AsSingle().Store(destination + i);
        }
    }

    public static void DecodeScalar(byte* scale, byte* codes, float* destination)
    {
        var magnitude = ReadScale(scale);
        for (var i = 0; i < Length; i++)
        {
            destination[i] = ((codes[i / 8] >> (i % 8)) & 1) == 0 ? magnitude : -magnitude;
        }
    }

    public static int FirstInvalidScale(ReadOnlySpan<byte> scales)
    {
        for (var block = 0; block < scales.Length / sizeof(ushort); block++)
        {
            int bits = BinaryPrimitives.ReadUInt16LittleEndian(scales[(block * sizeof(ushort))..]);
            if (bits is not 0 and (< SmallestScaleBits or > LargestScaleBits))
            {
                return block;
            }
        }

        return -1;
    }

    private static float WriteScale(float* partial, int count, byte* scale)
    {
        var sum = Halves.Sum(new Span<float>(partial, Lanes));
        var mean = MathF.Min(sum / (count * Shrink), float.MaxValue);
        var cut = mean < SmallestScale ? 0 : BitConverter.SingleToUInt32Bits(mean) >> 16;
        BinaryPrimitives.WriteUInt16LittleEndian(new Span<byte>(scale, sizeof(ushort)), (ushort)cut);
        return BitConverter.UInt32BitsToSingle(cut << 16);
    }

    private static float ReadScale(byte* scale) => BitConverter.UInt32BitsToSingle(
        (uint)BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(scale, sizeof(ushort))) << 16);
}
