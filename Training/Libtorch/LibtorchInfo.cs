using System.Runtime.InteropServices;

namespace Tapestry.Training.Libtorch;

/// <summary>What the native half was built against and what this processor can do.</summary>
public static unsafe class LibtorchInfo
{
    /// <summary>Version of libtorch, such as <c>1.13.1</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)NativeMethods.TorchVersion()) ?? "";

    /// <summary>Whether the processor multiplies bf16 natively (AVX-512 BF16).</summary>
    public static bool HasBFloat16 => NativeMethods.HasBFloat16() != 0;

    /// <summary>Whether it does so in tiles (AMX).</summary>
    public static bool HasTiles => NativeMethods.HasTiles() != 0;

    /// <summary>Bytes of scratch memory that this process's models hold.</summary>
    public static long ScratchBytes => NativeMethods.ScratchBytes();
}
