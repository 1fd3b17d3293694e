using System.Runtime.InteropServices;

namespace Tapestry.Kernels.OpenCl;

/// <summary>Owns one OpenCL object and releases it once.</summary>
internal sealed unsafe class ClHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, int> release;

    private ClHandle(nint value, delegate* unmanaged<nint, int> release)
        : base(0, ownsHandle: true)
    {
        this.release = release;
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    public nint Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    /// <summary>Takes over what a creating function returned.</summary>
    /// <exception cref="OpenClException">It returned an error.</exception>
    public static ClHandle Own(nint value, delegate* unmanaged<nint, int> release, int code, string call)
    {
        ClErrors.ThrowIfFailed(code, call);
        return new ClHandle(value, release);
    }

    protected override bool ReleaseHandle() => release(handle) == ClErrors.Success;
}
