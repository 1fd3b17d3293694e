using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>64 four-bit codes between 32-bit lanes and 32 bytes, the lower nibble first.</summary>
internal static unsafe class Nibbles
{
    public const int PerBlock = 64;
    public const int BlockBytes = PerBlock / 2;

    /// <summary>Packs the four lowest bits of each lane; the others are zero or sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, byte* destination)
    {
        var pairs = Vector512.Narrow(Vector512.Narrow(a, b), Vector512.Narrow(c, d)).AsUInt16();
        var packed = (pairs & Vector512.Create((ushort)0xF)) | ((pairs >>> 4) & Vector512.Create((ushort)0xF0));
        Vector256.Narrow(packed.GetLower(), packed.GetUpper()).Store(destination);
    }

    /// <summary>Writes the level of each code: the table's entry of that number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lookup(byte* source, Vector512<float> levels, float* destination)
    {
        var (lower, upper) = Vector256.Widen(Vector256.Load(source));
        var pairs = Vector512.Create(lower, upper);
        var codes = ((pairs & Vector512.Create((ushort)0xF)) | ((pairs & Vector512.Create((ushort)0xF0)) << 4)).AsByte();
        var (front, back) = Vector512.Widen(codes);
        var (a, b) = Vector512.Widen(front);
        var (c, d) = Vector512.Widen(back);
        Vector512.ShuffleNative(levels, a.AsInt32()).Store(destination);
        Vector512.ShuffleNative(levels, b.AsInt32()).Store(destination + 16);
        Vector512.ShuffleNative(levels, c.AsInt32()).Store(destination + 32);
        Vector512.ShuffleNative(levels, d.AsInt32()).Store(destination + 48);
    }

    public static void Write(byte* codes, int index, int code)
    {
        var shift = 4 * (index & 1);
        codes[index / 2] = (byte)((codes[index / 2] & ~(0xF << shift)) | ((code & 0xF) << shift));
    }

    public static int Read(byte* codes, int index) => (codes[index / 2] >> (4 * (index & 1))) & 0xF;
}
