using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Keystream;

/// <summary>Any slice of the stream: partial blocks at the ends, whole blocks with the widest lanes first.</summary>
internal static class KeystreamSlice
{
    private const int BlockBytes = ChaCha20.BlockBytes;

    public static void Write(in ChaChaState state, long byteOffset, Span<byte> destination, SimdWidth widest)
    {
        var block = (uint)(byteOffset / BlockBytes);
        var skip = (int)(byteOffset % BlockBytes);
        if (skip > 0 && !destination.IsEmpty)
        {
            var head = Math.Min(BlockBytes - skip, destination.Length);
            WritePart(state, block++, skip, destination[..head]);
            destination = destination[head..];
        }

        var whole = destination.Length / BlockBytes;
        WriteBlocks(state, block, whole, ref MemoryMarshal.GetReference(destination), widest);
        if (destination.Length % BlockBytes > 0)
        {
            WritePart(state, block + (uint)whole, 0, destination[(whole * BlockBytes)..]);
        }
    }

    /// <summary>Writes <paramref name="count"/> blocks of 64 bytes.</summary>
    public static void WriteBlocks(in ChaChaState state, uint first, int count, ref byte destination, SimdWidth widest)
    {
        var done = 0;
        if (widest >= SimdWidth.Bits512)
        {
            done = WriteLanes<WordLanes512>(state, first, done, count, ref destination);
        }

        if (widest >= SimdWidth.Bits256)
        {
            done = WriteLanes<WordLanes256>(state, first, done, count, ref destination);
        }

        if (widest >= SimdWidth.Bits128)
        {
            done = WriteLanes<WordLanes128>(state, first, done, count, ref destination);
        }

        WriteLanes<WordLanesScalar>(state, first, done, count, ref destination);
    }

    [SkipLocalsInit]
    private static int WriteLanes<TLanes>(in ChaChaState state, uint first, int done, int count, ref byte destination)
        where TLanes : struct, IWordLanes<TLanes>
    {
        if (count - done < TLanes.Count)
        {
            return done;
        }

        Span<uint> words = stackalloc uint[ChaChaState.Words * TLanes.Count];
        for (; count - done >= TLanes.Count; done += TLanes.Count)
        {
            ChaChaRounds.Run<TLanes>(state, first + (uint)done, ref words[0]);
            TLanes.WriteBlocks(in words[0], ref Unsafe.Add(ref destination, (nint)done * BlockBytes));
        }

        return done;
    }

    private static void WritePart(in ChaChaState state, uint block, int skip, Span<byte> destination)
    {
        Span<byte> whole = stackalloc byte[BlockBytes];
        WriteBlocks(state, block, 1, ref whole[0], SimdWidth.Scalar);
        whole.Slice(skip, destination.Length).CopyTo(destination);
    }
}
