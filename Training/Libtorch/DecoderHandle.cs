using System.Runtime.InteropServices;

namespace Tapestry.Training.Libtorch;

/// <summary>Owns one native decoder.</summary>
internal sealed class DecoderHandle : SafeHandle
{
    internal DecoderHandle(nint decoder)
        : base(0, ownsHandle: true) => SetHandle(decoder);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.DecoderFree(handle);
        return true;
    }
}
