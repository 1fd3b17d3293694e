using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Merging;

/// <summary>A buffer that begins on a cache line, so that no register of 512 bits straddles two.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int CacheLineBytes = 64;
    private readonly T[] pinned;
    private readonly int offset;

    public AlignedBuffer(int length)
    {
        var spare = CacheLineBytes / sizeof(T);
        pinned = GC.AllocateArray<T>(length + spare, pinned: true);
        var misaligned = (int)((nuint)Unsafe.AsPointer(ref pinned[0]) % CacheLineBytes);
        offset = (CacheLineBytes - misaligned) / sizeof(T) % spare;
        Length = length;
    }

    public int Length { get; }

    /// <summary>The first element; the buffer does not move.</summary>
    public T* Pointer => (T*)Unsafe.AsPointer(ref pinned[0]) + offset;

    public Span<T> Span => pinned.AsSpan(offset, Length);
}
