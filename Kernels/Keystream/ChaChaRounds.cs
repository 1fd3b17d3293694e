using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Keystream;

/// <summary>The block function of RFC 8439, section 2.3, on as many blocks as there are lanes.</summary>
internal static unsafe class ChaChaRounds
{
    private const int DoubleRounds = 10;

    /// <summary>Writes word w of block k to <c>words[w * TLanes.Count + k]</c>.</summary>
    /// <param name="state">Key and nonce.</param>
    /// <param name="counter">Of the first block.</param>
    /// <param name="words">Receives the words.</param>
    /// <param name="ahead">As many bytes from here are asked for from memory meanwhile; null for none.</param>
    [MethodImpl(HotLoop.Compiled)]
    public static void Run<TLanes>(in ChaChaState state, uint counter, ref uint words, byte* ahead)
        where TLanes : struct, IWordLanes<TLanes>
    {
        var (w0, w1, w2, w3) = (Load<TLanes>(state, 0), Load<TLanes>(state, 1), Load<TLanes>(state, 2), Load<TLanes>(state, 3));
        var (w4, w5, w6, w7) = (Load<TLanes>(state, 4), Load<TLanes>(state, 5), Load<TLanes>(state, 6), Load<TLanes>(state, 7));
        var (w8, w9, w10, w11) = (Load<TLanes>(state, 8), Load<TLanes>(state, 9), Load<TLanes>(state, 10), Load<TLanes>(state, 11));
        var (w12, w13, w14, w15) = (TLanes.Counters(counter), Load<TLanes>(state, 13), Load<TLanes>(state, 14), Load<TLanes>(state, 15));
        for (var i = 0; i < DoubleRounds; i++)
        {
            // A few at a time: more than the processor can have on their way would hold up the rounds.
            if (ahead != null)
            {
                var lines = (TLanes.Count + DoubleRounds - 1) / DoubleRounds;
                Prefetch.Lines(ahead, lines * ChaCha20.BlockBytes);
                ahead += lines * ChaCha20.BlockBytes;
            }

            QuarterRounds(
                ref w0, ref w1, ref w2, ref w3, ref w4, ref w5, ref w6, ref w7,
                ref w8, ref w9, ref w10, ref w11, ref w12, ref w13, ref w14, ref w15);
            QuarterRounds(
                ref w0, ref w1, ref w2, ref w3, ref w5, ref w6, ref w7, ref w4,
                ref w10, ref w11, ref w8, ref w9, ref w15, ref w12, ref w13, ref w14);
        }

        Store(w0 + Load<TLanes>(state, 0), ref words, 0);
        Store(w1 + Load<TLanes>(state, 1), ref words, 1);
        Store(w2 + Load<TLanes>(state, 2), ref words, 2);
        Store(w3 + Load<TLanes>(state, 3), ref words, 3);
        Store(w4 + Load<TLanes>(state, 4), ref words, 4);
        Store(w5 + Load<TLanes>(state, 5), ref words, 5);
        Store(w6 + Load<TLanes>(state, 6), ref words, 6);
        Store(w7 + Load<TLanes>(state, 7), ref words, 7);
        Store(w8 + Load<TLanes>(state, 8), ref words, 8);
        Store(w9 + Load<TLanes>(state, 9), ref words, 9);
        Store(w10 + Load<TLanes>(state, 10), ref words, 10);
        Store(w11 + Load<TLanes>(state, 11), ref words, 11);
        Store(w12 + TLanes.Counters(counter), ref words, ChaChaState.CounterWord);
        Store(w13 + Load<TLanes>(state, 13), ref words, 13);
        Store(w14 + Load<TLanes>(state, 14), ref words, 14);
        Store(w15 + Load<TLanes>(state, 15), ref words, 15);
    }

    /// <summary>Four quarter rounds side by side, so that the four chains of dependent operations overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void QuarterRounds<TLanes>(
        ref TLanes a0, ref TLanes a1, ref TLanes a2, ref TLanes a3,
        ref TLanes b0, ref TLanes b1, ref TLanes b2, ref TLanes b3,
        ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3,
        ref TLanes d0, ref TLanes d1, ref TLanes d2, ref TLanes d3)
        where TLanes : struct, IWordLanes<TLanes>
    {
        HalfQuarter(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref d0, ref d1, ref d2, ref d3, 16);
        HalfQuarter(ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, ref b0, ref b1, ref b2, ref b3, 12);
        HalfQuarter(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref d0, ref d1, ref d2, ref d3, 8);
        HalfQuarter(ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, ref b0, ref b1, ref b2, ref b3, 7);
    }

    /// <summary><c>x += y; z = (z ^ x) &lt;&lt;&lt; bits</c>, four times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HalfQuarter<TLanes>(
        ref TLanes x0, ref TLanes x1, ref TLanes x2, ref TLanes x3,
        ref TLanes y0, ref TLanes y1, ref TLanes y2, ref TLanes y3,
        ref TLanes z0, ref TLanes z1, ref TLanes z2, ref TLanes z3,
        [ConstantExpected] byte bits)
        where TLanes : struct, IWordLanes<TLanes>
    {
        x0 += y0;
        x1 += y1;
        x2 += y2;
        x3 += y3;
        z0 = TLanes.RotateLeft(z0 ^ x0, bits);
        z1 = TLanes.RotateLeft(z1 ^ x1, bits);
        z2 = TLanes.RotateLeft(z2 ^ x2, bits);
        z3 = TLanes.RotateLeft(z3 ^ x3, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load<TLanes>(in ChaChaState state, int index)
        where TLanes : struct, IWordLanes<TLanes> => TLanes.Broadcast(state[index]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes value, ref uint words, int index)
        where TLanes : struct, IWordLanes<TLanes> => value.Store(ref words, (nuint)(index * TLanes.Count));
}
