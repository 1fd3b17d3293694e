using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Memory;

/// <summary>
/// Arrays that kernels read and write at memory speed. Linux maps memory in pages of 4 KiB unless it is asked; with large
/// ones a kernel waits less for addresses, and the processor's prefetch does not stop at every page.
/// </summary>
public static class LargeArray
{
    // Below a few large pages most of an array would lie outside of whole ones.
    private const long LeastBytes = 4 * HugePages.Bytes;

    /// <summary>Zeros, in large pages where the array is long and the system grants them; else an array as any other.</summary>
    /// <typeparam name="T">A number.</typeparam>
    /// <param name="length">Elements, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static T[] Create<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if ((long)length * Unsafe.SizeOf<T>() < LeastBytes || !HugePages.AreOffered)
        {
            return new T[length];
        }

        // Asked for before the first touch, which decides the page. It must not move: pages are bound to its addresses.
        var array = GC.AllocateUninitializedArray<T>(length, pinned: true);
        HugePages.AdviseFor(array);
        Array.Clear(array);
        return array;
    }
}
