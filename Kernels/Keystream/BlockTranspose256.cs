using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Keystream;

/// <summary>Sixteen words of eight blocks, from word-major to block-major order, in two squares of eight.</summary>
internal static class BlockTranspose256
{
    private const int Blocks = 8;
    private const byte LowLanes = 0x20;
    private const byte HighLanes = 0x31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref readonly uint words, ref byte destination)
    {
        if (!Avx2.IsSupported)
        {
            BlockTransposeScalar.Run(in words, ref destination, Blocks);
            return;
        }

        Half(in words, ref destination, 0);
        Half(in words, ref destination, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref readonly uint words, ref byte destination, nuint first)
    {
        var (a0, a1, a2, a3) = FourWords(in words, first);
        var (b0, b1, b2, b3) = FourWords(in words, first + 4);
        WriteEveryFourth(a0, b0, ref destination, 0, first);
        WriteEveryFourth(a1, b1, ref destination, 1, first);
        WriteEveryFourth(a2, b2, ref destination, 2, first);
        WriteEveryFourth(a3, b3, ref destination, 3, first);
    }

    /// <summary>128-bit lane L of item j: the four words from <paramref name="first"/> of block <c>4 L + j</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> J0, Vector256<ulong> J1, Vector256<ulong> J2, Vector256<ulong> J3) FourWords(
        ref readonly uint words, nuint first)
    {
        var w0 = Vector256.LoadUnsafe(in words, Blocks * first);
        var w1 = Vector256.LoadUnsafe(in words, Blocks * (first + 1));
        var w2 = Vector256.LoadUnsafe(in words, Blocks * (first + 2));
        var w3 = Vector256.LoadUnsafe(in words, Blocks * (first + 3));
        var low01 = Avx2.UnpackLow(w0, w1).AsUInt64();
        var high01 = Avx2.UnpackHigh(w0, w1).AsUInt64();
        var low23 = Avx2.UnpackLow(w2, w3).AsUInt64();
        var high23 = Avx2.UnpackHigh(w2, w3).AsUInt64();
        return (
            Avx2.UnpackLow(low01, low23),
            Avx2.UnpackHigh(low01, low23),
            Avx2.UnpackLow(high01, high23),
            Avx2.UnpackHigh(high01, high23));
    }

    /// <summary>Writes eight words of blocks <c>j</c> and <c>j + 4</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteEveryFourth(
        Vector256<ulong> a, Vector256<ulong> b, ref byte destination, nuint j, nuint first)
    {
        Store(Avx2.Permute2x128(a, b, LowLanes), ref destination, j, first);
        Store(Avx2.Permute2x128(a, b, HighLanes), ref destination, j + 4, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<ulong> words, ref byte destination, nuint block, nuint first) =>
        words.AsByte().StoreUnsafe(ref destination, (block * ChaCha20.BlockBytes) + (first * sizeof(uint)));
}
