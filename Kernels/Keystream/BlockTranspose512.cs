using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Keystream;

/// <summary>Sixteen words of sixteen blocks, from word-major to block-major order.</summary>
internal static class BlockTranspose512
{
    private const int Blocks = 16;
    private const byte EvenLanes = 0x88;
    private const byte OddLanes = 0xDD;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref readonly uint words, ref byte destination)
    {
        if (!Avx512F.IsSupported)
        {
            BlockTransposeScalar.Run(in words, ref destination, Blocks);
            return;
        }

        var (a0, a1, a2, a3) = FourWords(in words, 0);
        var (b0, b1, b2, b3) = FourWords(in words, 4);
        var (c0, c1, c2, c3) = FourWords(in words, 8);
        var (d0, d1, d2, d3) = FourWords(in words, 12);
        WriteEveryFourth(a0, b0, c0, d0, ref destination, 0);
        WriteEveryFourth(a1, b1, c1, d1, ref destination, 1);
        WriteEveryFourth(a2, b2, c2, d2, ref destination, 2);
        WriteEveryFourth(a3, b3, c3, d3, ref destination, 3);
    }

    /// <summary>128-bit lane L of item j: the four words from <paramref name="first"/> of block <c>4 L + j</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> J0, Vector512<ulong> J1, Vector512<ulong> J2, Vector512<ulong> J3) FourWords(
        ref readonly uint words, nuint first)
    {
        var w0 = Vector512.LoadUnsafe(in words, Blocks * first);
        var w1 = Vector512.LoadUnsafe(in words, Blocks * (first + 1));
        var w2 = Vector512.LoadUnsafe(in words, Blocks * (first + 2));
        var w3 = Vector512.LoadUnsafe(in words, Blocks * (first + 3));
        var low01 = Avx512F.UnpackLow(w0, w1).AsUInt64();
        var high01 = Avx512F.UnpackHigh(w0, w1).AsUInt64();
        var low23 = Avx512F.UnpackLow(w2, w3).AsUInt64();
        var high23 = Avx512F.UnpackHigh(w2, w3).AsUInt64();
        return (
            Avx512F.UnpackLow(low01, low23),
            Avx512F.UnpackHigh(low01, low23),
            Avx512F.UnpackLow(high01, high23),
            Avx512F.UnpackHigh(high01, high23));
    }

    /// <summary>Writes blocks <c>j</c>, <c>j + 4</c>, <c>j + 8</c> and <c>j + 12</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteEveryFourth(
        Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c, Vector512<ulong> d, ref byte destination, nuint j)
    {
        var evenAb = Avx512F.Shuffle4x128(a, b, EvenLanes);
        var oddAb = Avx512F.Shuffle4x128(a, b, OddLanes);
        var evenCd = Avx512F.Shuffle4x128(c, d, EvenLanes);
        var oddCd = Avx512F.Shuffle4x128(c, d, OddLanes);
        Store(Avx512F.Shuffle4x128(evenAb, evenCd, EvenLanes), ref destination, j);
        Store(Avx512F.Shuffle4x128(oddAb, oddCd, EvenLanes), ref destination, j + 4);
        Store(Avx512F.Shuffle4x128(evenAb, evenCd, OddLanes), ref destination, j + 8);
        Store(Avx512F.Shuffle4x128(oddAb, oddCd, OddLanes), ref destination, j + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<ulong> block, ref byte destination, nuint index) =>
        block.AsByte().StoreUnsafe(ref destination, index * ChaCha20.BlockBytes);
}
