using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tapestry.Kernels.Keystream;

/// <summary>Four blocks, in 128-bit registers.</summary>
internal readonly struct WordLanes128(Vector128<uint> value) : IWordLanes<WordLanes128>
{
    private readonly Vector128<uint> value = value;

    public static int Count => Vector128<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 Broadcast(uint word) => new(Vector128.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 Counters(uint first) => new(Vector128.Create(first) + Vector128<uint>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 RotateLeft(WordLanes128 word, [ConstantExpected] byte bits) => new(
        Avx512F.VL.IsSupported
            ? Avx512F.VL.RotateLeft(word.value, bits)
            : (word.value << bits) | (word.value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination, nuint offset) => value.StoreUnsafe(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteBlocks(ref readonly uint words, ref byte destination) =>
        BlockTranspose128.Run(in words, ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 operator +(WordLanes128 left, WordLanes128 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanes128 operator ^(WordLanes128 left, WordLanes128 right) => new(left.value ^ right.value);
}
