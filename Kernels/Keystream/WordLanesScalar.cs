using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tapestry.Kernels.Keystream;

/// <summary>One block: the ends of every slice, and the whole of it where no vector hardware is.</summary>
internal readonly struct WordLanesScalar(uint value) : IWordLanes<WordLanesScalar>
{
    private readonly uint value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanesScalar Broadcast(uint word) => new(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanesScalar Counters(uint first) => new(first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanesScalar RotateLeft(WordLanesScalar word, [ConstantExpected] byte bits) =>
        new(BitOperations.RotateLeft(word.value, bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination, nuint offset) => Unsafe.Add(ref destination, offset) = value;

    public static void WriteBlocks(ref readonly uint words, ref byte destination)
    {
        var block = MemoryMarshal.CreateSpan(ref destination, ChaCha20.BlockBytes);
        for (var word = 0; word < ChaChaState.Words; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(
                block[(word * sizeof(uint))..], Unsafe.Add(ref Unsafe.AsRef(in words), word));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanesScalar operator +(WordLanesScalar left, WordLanesScalar right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordLanesScalar operator ^(WordLanesScalar left, WordLanesScalar right) => new(left.value ^ right.value);
}
