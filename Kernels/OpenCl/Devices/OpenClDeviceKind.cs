namespace Tapestry.Kernels.OpenCl;

/// <summary>What a device is. The numbers are those of the OpenCL API.</summary>
public enum OpenClDeviceKind
{
    /// <summary>None of the kinds below.</summary>
    Other = 0,

    /// <summary>The host's own processor.</summary>
    Cpu = 2,

    /// <summary>A graphics processor.</summary>
    Gpu = 4,

    /// <summary>A dedicated accelerator.</summary>
    Accelerator = 8,
}
