using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tapestry.Kernels.Memory;

/// <summary>Linux's transparent huge pages, asked for by <c>madvise</c>: advice, so a refusal changes nothing but speed.</summary>
internal static unsafe partial class HugePages
{
    /// <summary>Size of a large page of x86-64 and of ARM64 with 4 KiB pages.</summary>
    public const long Bytes = 2 << 20;

    private const int MadvHugePage = 14;

    /// <summary>Whether there is anything to ask.</summary>
    public static bool AreOffered { get; } = OperatingSystem.IsLinux();

    /// <summary>Asks for large pages in the whole ones that a pinned array covers; true where the system agreed.</summary>
    public static bool AdviseFor<T>(T[] pinned)
        where T : unmanaged
    {
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
        var end = (start + ((nuint)pinned.Length * (nuint)sizeof(T))) & ~((nuint)Bytes - 1);
        var first = (start + (nuint)Bytes - 1) & ~((nuint)Bytes - 1);
        return first < end && Advise((void*)first, end - first, MadvHugePage) == 0;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
