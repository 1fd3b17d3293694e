using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Keystream;

/// <summary>Eight blocks, in 256-bit registers.</summary>
internal readonly struct WordLanes256(Vector256<uint> value) : IWordLanes<WordLanes256>
{
    private readonly Vector256<uint> value = value;

    public static int Count => Vector256<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 Broadcast(uint word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 Counters(uint first) => new(Vector256.Create(first) + Vector256<uint>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 RotateLeft(WordLanes256 word, [ConstantExpected] byte bits) => new(
        Avx512F.VL.IsSupported
            ? Avx512F.VL.RotateLeft(word.value, bits)
            : (word.value << bits) | (word.value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination, nuint offset) => value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteBlocks(ref readonly uint words, ref byte destination) =>
        BlockTranspose256.Run(in words, ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 operator +(WordLanes256 left, WordLanes256 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes256 operator ^(WordLanes256 left, WordLanes256 right) => new(left.value ^ right.value);
}
