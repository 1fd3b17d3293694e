namespace Tapestry.Kernels.OpenCl;

/// <summary>One buffer for each slot. It grows to the largest call so far, so repeated sizes allocate nothing.</summary>
internal sealed class DeviceSlots(OpenClContext context, long bytesPerSlot) : IDisposable
{
    private readonly DeviceBuffer?[] buffers = new DeviceBuffer?[Count];

    /// <summary>How many slots share the memory.</summary>
    public static int Count { get; } = Enum.GetValues<DeviceSlot>().Length;

    /// <summary>The largest buffer of a slot, in bytes.</summary>
    public long BytesPerSlot { get; } = bytesPerSlot;

    /// <summary>A buffer of at least so many bytes; what it holds is not defined.</summary>
    public DeviceBuffer Take(DeviceSlot slot, long bytes)
    {
        ref var buffer = ref buffers[(int)slot];
        if (buffer is null || buffer.Bytes < bytes)
        {
            buffer?.Dispose();
            buffer = null;
            buffer = context.CreateBuffer(bytes);
        }

        return buffer;
    }

    public void Dispose()
    {
        foreach (var buffer in buffers)
        {
            buffer?.Dispose();
        }
    }
}
