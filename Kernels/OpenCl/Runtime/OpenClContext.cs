namespace Tapestry.Kernels.OpenCl;

/// <summary>A context on one device with one in-order queue. Not safe for use from several threads at once.</summary>
internal sealed unsafe class OpenClContext : IDisposable
{
    private readonly ClHandle context;
    private readonly ClHandle queue;

    public OpenClContext(OpenClApi api, OpenClDevice device)
    {
        (Api, Device) = (api, device);
        var (id, code) = (device.Id, 0);
        context = ClHandle.Own(api.CreateContext(null, 1, &id, 0, 0, &code), api.ReleaseContext, code, "clCreateContext");
        try
        {
            queue = ClHandle.Own(
                api.CreateCommandQueue(context.Value, id, 0, &code), api.ReleaseCommandQueue, code, "clCreateCommandQueue");
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    public OpenClApi Api { get; }

    public OpenClDevice Device { get; }

    public nint Handle => context.Value;

    public nint Queue => queue.Value;

    public DeviceBuffer CreateBuffer(long bytes) => new(this, bytes);

    /// <summary>Waits until everything enqueued has run.</summary>
    /// <exception cref="OpenClException">The device failed.</exception>
    public void Finish() => ClErrors.ThrowIfFailed(Api.Finish(Queue), "clFinish");

    public void Dispose()
    {
        queue.Dispose();
        context.Dispose();
    }
}
