using System.Runtime.InteropServices;

namespace Tapestry.Kernels.OpenCl;

/// <summary>
/// Host memory in which a tiled call gathers what replaces its input: the caller's vector changes only once no tile can
/// fail any more. It grows to the longest such vector and is kept.
/// </summary>
internal sealed unsafe class HostStaging : IDisposable
{
    private void* memory;
    private nuint capacity;

    public Span<T> Take<T>(int length)
        where T : unmanaged
    {
        var bytes = (nuint)length * (nuint)sizeof(T);
        if (bytes > capacity)
        {
            memory = NativeMemory.Realloc(memory, bytes);
            capacity = bytes;
        }

        return new Span<T>(memory, length);
    }

    public void Dispose()
    {
        NativeMemory.Free(memory);
        memory = null;
        capacity = 0;
    }
}
