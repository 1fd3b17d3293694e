using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Keystream;

/// <summary>Sixteen words of four blocks, from word-major to block-major order, in four squares of four.</summary>
internal static class BlockTranspose128
{
    private const int Blocks = 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref readonly uint words, ref byte destination)
    {
        if (!Sse2.IsSupported)
        {
            BlockTransposeScalar.Run(in words, ref destination, Blocks);
            return;
        }

        for (nuint first = 0; first < ChaChaState.Words; first += 4)
        {
            Square(in words, ref destination, first);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(ref readonly uint words, ref byte destination, nuint first)
    {
        var w0 = Vector128.LoadUnsafe(in words, Blocks * first);
        var w1 = Vector128.LoadUnsafe(in words, Blocks * (first + 1));
        var w2 = Vector128.LoadUnsafe(in words, Blocks * (first + 2));
        var w3 = Vector128.LoadUnsafe(in words, Blocks * (first + 3));
        var low01 = Sse2.UnpackLow(w0, w1).AsUInt64();
        var high01 = Sse2.UnpackHigh(w0, w1).AsUInt64();
        var low23 = Sse2.UnpackLow(w2, w3).AsUInt64();
        var high23 = Sse2.UnpackHigh(w2, w3).AsUInt64();
        Store(Sse2.UnpackLow(low01, low23), ref destination, 0, first);
        Store(Sse2.UnpackHigh(low01, low23), ref destination, 1, first);
        Store(Sse2.UnpackLow(high01, high23), ref destination, 2, first);
        Store(Sse2.UnpackHigh(high01, high23), ref destination, 3, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<ulong> words, ref byte destination, nuint block, nuint first) =>
        words.AsByte().StoreUnsafe(ref destination, (block * ChaCha20.BlockBytes) + (first * sizeof(uint)));
}
