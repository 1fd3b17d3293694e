using Tapestry.Kernels.Cpu;
using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Backends;

/// <summary>Chooses what runs the kernels.</summary>
public static class KernelBackends
{
    /// <summary>
    /// A backend that always works: where OpenCL is preferred and is missing or broken, now or in the middle of a later
    /// call, the CPU takes over, repeats that call, and one warning says why.
    /// </summary>
    /// <param name="preference">What should run the kernels.</param>
    /// <param name="warn">Receives one sentence at most; called on the thread of the call that failed.</param>
    /// <param name="options">Which OpenCL device and how much of it; null leaves both open.</param>
    /// <exception cref="ArgumentOutOfRangeException">The preference is unknown or the memory limit below the least.</exception>
    public static IKernelBackend Choose(
        BackendPreference preference, Action<string> warn, OpenClOptions? options = null) =>
        Choose(preference, warn, () => new OpenClBackend(options ?? new OpenClOptions()));

    internal static IKernelBackend Choose(BackendPreference preference, Action<string> warn, Func<OpenClBackend> start)
    {
        ArgumentNullException.ThrowIfNull(warn);
        return preference switch
        {
            BackendPreference.Cpu => new CpuBackend(),
            BackendPreference.OpenCl => StartOrFallBack(warn, start),
            _ => throw new ArgumentOutOfRangeException(nameof(preference), preference, "Choose Cpu or OpenCl."),
        };
    }

    private static IKernelBackend StartOrFallBack(Action<string> warn, Func<OpenClBackend> start)
    {
        var cpu = new CpuBackend();
        try
        {
            return new FallbackBackend(start(), cpu, warn);
        }
        catch (OpenClException error)
        {
            warn(FallbackBackend.Warning(error, cpu));
            return cpu;
        }
    }
}
