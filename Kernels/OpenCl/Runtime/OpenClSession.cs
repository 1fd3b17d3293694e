namespace Tapestry.Kernels.OpenCl;

/// <summary>A device with its compiled kernels and buffers. One call at a time: enter before anything else.</summary>
internal sealed class OpenClSession : IDisposable
{
    private readonly OpenClContext context;
    private readonly OpenClProgram program;
    private readonly DeviceSlots slots;
    private readonly Dictionary<string, OpenClKernel> kernels = [];
    private readonly Lock turn = new();

    private OpenClSession(OpenClContext context, OpenClProgram program, long memoryBytes)
    {
        (this.context, this.program) = (context, program);
        slots = new DeviceSlots(context, Math.Min(memoryBytes / DeviceSlots.Count, context.Device.LargestBufferBytes));
    }

    public OpenClDevice Device => context.Device;

    public HostStaging Staging { get; } = new();

    /// <summary>Selects a device, compiles for it, and is ready.</summary>
    /// <exception cref="OpenClException">No device can be used, or its driver fails.</exception>
    public static OpenClSession Start(OpenClApi api, OpenClOptions options, string source)
    {
        var memory = options.MemoryLimitBytes ?? OpenClOptions.LeastMemoryBytes;
        ArgumentOutOfRangeException.ThrowIfLessThan(memory, OpenClOptions.LeastMemoryBytes, nameof(options.MemoryLimitBytes));
        if (!BitConverter.IsLittleEndian)
        {
            throw new OpenClException("This machine is big-endian; the kernels for OpenCL are written for little-endian hosts.");
        }

        using var alone = DriverSetUp.Enter();
        var device = DeviceSelection.Select(new DeviceDiscovery(api).Discover(), options.DeviceName);
        var context = new OpenClContext(api, device);
        try
        {
            return new(context, new OpenClProgram(context, source), options.MemoryLimitBytes ?? (device.MemoryBytes / 2));
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Waits for other threads' calls; dispose the result at the end of the call.</summary>
    public Lock.Scope Enter() => turn.EnterScope();

    public DeviceBuffer Buffer(DeviceSlot slot, long bytes) => slots.Take(slot, bytes);

    /// <summary>The longest tile, in elements.</summary>
    /// <param name="bitsPerElement">What an element takes of the slot that it fills most.</param>
    /// <param name="granule">Tiles start at multiples of it.</param>
    public int TileLength(int bitsPerElement, int granule)
    {
        var elements = Math.Min(slots.BytesPerSlot * 8 / bitsPerElement, Array.MaxLength);
        return (int)(elements / granule * granule);
    }

    public OpenClKernel Kernel(string name)
    {
        if (!kernels.TryGetValue(name, out var kernel))
        {
            kernels.Add(name, kernel = program.Kernel(name));
        }

        return kernel;
    }

    public void Dispose()
    {
        using (Enter())
        using (DriverSetUp.Enter())
        {
            foreach (var kernel in kernels.Values)
            {
                kernel.Dispose();
            }

            slots.Dispose();
            Staging.Dispose();
            program.Dispose();
            context.Dispose();
        }
    }
}
