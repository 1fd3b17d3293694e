using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Keystream;

/// <summary>Any slice of the stream: partial blocks at the ends, whole blocks with the widest lanes first.</summary>
internal static unsafe class KeystreamSlice
{
    private const int BlockBytes = ChaCha20.BlockBytes;

    /// <summary>Writes the bytes from an offset on.</summary>
    /// <param name="state">Key and nonce.</param>
    /// <param name="byteOffset">Of the first byte in the stream.</param>
    /// <param name="destination">Receives the slice.</param>
    /// <param name="widest">The widest registers to use.</param>
    /// <param name="ahead">As many bytes from here are asked for from memory meanwhile; null for none.</param>
    public static void Write(
        in ChaChaState state, long byteOffset, Span<byte> destination, SimdWidth widest, byte* ahead = null)
    {
        var block = (uint)(byteOffset / BlockBytes);
        var skip = (int)(byteOffset % BlockBytes);
        if (skip > 0 && !destination.IsEmpty)
        {
            var head = Math.Min(BlockBytes - skip, destination.Length);
            WritePart(state, block++, skip, destination[..head], widest);
            destination = destination[head..];
        }

        var whole = destination.Length / BlockBytes;
        WriteBlocks(state, block, whole, ref MemoryMarshal.GetReference(destination), widest, ahead);
        if (destination.Length % BlockBytes > 0)
        {
            WritePart(state, block + (uint)whole, 0, destination[(whole * BlockBytes)..], widest);
        }
    }

    /// <summary>Writes <paramref name="count"/> blocks of 64 bytes, and meanwhile asks for as many bytes from another place.</summary>
    public static void WriteBlocks(
        in ChaChaState state, uint first, int count, ref byte destination, SimdWidth widest, byte* ahead = null)
    {
        // What is left over goes to the narrowest lanes that hold it: a register half empty costs no more than a full one.
        if (count == 0)
        {
            return;
        }

        if (widest >= SimdWidth.Bits512 && count > WordLanes256.Count)
        {
            WriteLanes<WordLanes512>(state, first, count, ref destination, widest, ahead);
        }
        else if (widest >= SimdWidth.Bits256 && count > WordLanes128.Count)
        {
            WriteLanes<WordLanes256>(state, first, count, ref destination, widest, ahead);
        }
        else if (widest >= SimdWidth.Bits128)
        {
            WriteLanes<WordLanes128>(state, first, count, ref destination, widest, ahead);
        }
        else
        {
            WriteLanes<WordLanesScalar>(state, first, count, ref destination, widest, ahead);
        }
    }

    [SkipLocalsInit]
    private static void WriteLanes<TLanes>(
        in ChaChaState state, uint first, int count, ref byte destination, SimdWidth widest, byte* ahead)
        where TLanes : struct, IWordLanes<TLanes>
    {
        Span<uint> words = stackalloc uint[ChaChaState.Words * TLanes.Count];
        var done = 0;
        for (; count - done >= TLanes.Count; done += TLanes.Count)
        {
            ChaChaRounds.Run<TLanes>(state, first + (uint)done, ref words[0], After(ahead, done));
            TLanes.WriteBlocks(in words[0], ref Unsafe.Add(ref destination, (nint)done * BlockBytes));
        }

        if (done > 0)
        {
            WriteBlocks(state, first + (uint)done, count - done, ref Unsafe.Add(ref destination, (nint)done * BlockBytes), widest,
                After(ahead, done));
        }
        else
        {
            Span<byte> blocks = stackalloc byte[BlockBytes * TLanes.Count];
            ChaChaRounds.Run<TLanes>(state, first, ref words[0], ahead);
            TLanes.WriteBlocks(in words[0], ref blocks[0]);
            blocks[..(count * BlockBytes)].CopyTo(MemoryMarshal.CreateSpan(ref destination, count * BlockBytes));
        }
    }

    private static byte* After(byte* ahead, int blocks) => ahead == null ? null : ahead + ((nint)blocks * BlockBytes);

    private static void WritePart(
        in ChaChaState state, uint block, int skip, Span<byte> destination, SimdWidth widest)
    {
        Span<byte> whole = stackalloc byte[BlockBytes];
        WriteBlocks(state, block, 1, ref whole[0], widest);
        whole.Slice(skip, destination.Length).CopyTo(destination);
    }
}
