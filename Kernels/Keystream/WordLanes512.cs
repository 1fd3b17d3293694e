using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Keystream;

/// <summary>Sixteen blocks, in 512-bit registers.</summary>
internal readonly struct WordLanes512(Vector512<uint> value) : IWordLanes<WordLanes512>
{
    private readonly Vector512<uint> value = value;

    public static int Count => Vector512<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 Broadcast(uint word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 Counters(uint first) => new(Vector512.Create(first) + Vector512<uint>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 RotateLeft(WordLanes512 word, [ConstantExpected] byte bits) => new(
        Avx512F.IsSupported
            ? Avx512F.RotateLeft(word.value, bits)
            : (word.value << bits) | (word.value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination, nuint offset) => value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteBlocks(ref readonly uint words, ref byte destination) =>
        BlockTranspose512.Run(in words, ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 operator +(WordLanes512 left, WordLanes512 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes512 operator ^(WordLanes512 left, WordLanes512 right) => new(left.value ^ right.value);
}
