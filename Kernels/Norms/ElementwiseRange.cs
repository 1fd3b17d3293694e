namespace Tapestry.Kernels.Norms;

/// <summary>How elementwise kernels are split over cores.</summary>
internal static class ElementwiseRange
{
    /// <summary>Parts begin at multiples of it: whole cache lines, and enough work to be worth a core.</summary>
    public const int Granule = 1 << 14;
}
