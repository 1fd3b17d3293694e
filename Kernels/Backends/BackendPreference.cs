namespace Tapestry.Kernels.Backends;

/// <summary>What should run the kernels.</summary>
public enum BackendPreference
{
    /// <summary>This machine's cores.</summary>
    Cpu,

    /// <summary>An OpenCL device, and the CPU where there is none that can be used.</summary>
    OpenCl,
}
