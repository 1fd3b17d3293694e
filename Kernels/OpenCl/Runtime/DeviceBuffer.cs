namespace Tapestry.Kernels.OpenCl;

/// <summary>A piece of the device's memory.</summary>
internal sealed unsafe class DeviceBuffer : IDisposable
{
    private readonly OpenClContext context;
    private readonly ClHandle memory;
    private int unmapResult;

    public DeviceBuffer(OpenClContext context, long bytes)
    {
        (this.context, Bytes) = (context, bytes);
        int code;
        var value = context.Api.CreateBuffer(context.Handle, ClInfo.MemReadWrite, (nuint)bytes, null, &code);
        memory = ClHandle.Own(value, context.Api.ReleaseMemObject, code, "clCreateBuffer");
    }

    public long Bytes { get; }

    public nint Handle
    {
        get
        {
            ClErrors.ThrowIfFailed(unmapResult, "clEnqueueUnmapMemObject");
            return memory.Value;
        }
    }

    /// <summary>Copies from the host to the start of the buffer; returns when the source may change.</summary>
    public void Write<T>(ReadOnlySpan<T> source)
        where T : unmanaged
    {
        if (source.IsEmpty)
        {
            return;
        }

        var bytes = (nuint)source.Length * (nuint)sizeof(T);
        fixed (T* data = source)
        {
            ClErrors.ThrowIfFailed(
                context.Api.EnqueueWriteBuffer(context.Queue, Handle, ClInfo.Blocking, 0, bytes, data, 0, null, null),
                "clEnqueueWriteBuffer");
        }
    }

    /// <summary>
    /// Copies to the host, after all that was enqueued before. On failure the destination is as it was: so a buffer that
    /// cannot be given back after the copy fails the next use of it and not this one.
    /// </summary>
    /// <param name="destination">Receives elements from the offset on.</param>
    /// <param name="offsetBytes">Where to begin.</param>
    public void Read<T>(Span<T> destination, long offsetBytes = 0)
        where T : unmanaged
    {
        if (destination.IsEmpty)
        {
            return;
        }

        int code;
        var bytes = (nuint)destination.Length * (nuint)sizeof(T);
        var mapped = context.Api.EnqueueMapBuffer(
            context.Queue, Handle, ClInfo.Blocking, ClInfo.MapRead, (nuint)offsetBytes, bytes, 0, null, null, &code);
        ClErrors.ThrowIfFailed(code, "clEnqueueMapBuffer");
        new ReadOnlySpan<T>(mapped, destination.Length).CopyTo(destination);
        unmapResult = context.Api.EnqueueUnmapMemObject(context.Queue, Handle, mapped, 0, null, null);
    }

    public void Dispose() => memory.Dispose();
}
