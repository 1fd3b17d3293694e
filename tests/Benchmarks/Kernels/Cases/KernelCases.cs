namespace Tapestry.Benchmarks.Kernels.Cases;

/// <summary>All kernels that are timed.</summary>
internal static class KernelCases
{
    public static IReadOnlyList<KernelCase> All => [.. NormCases.All];
}
