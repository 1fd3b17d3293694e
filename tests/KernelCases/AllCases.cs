namespace Tapestry.KernelCases;

/// <summary>All kernels that are timed.</summary>
internal static class AllCases
{
    public static IReadOnlyList<KernelCase> List =>
        [.. NormCases.List, .. MergeCases.List, .. OuterOptimizerCases.List, .. MaskCases.List, .. NoiseCases.List];
}
