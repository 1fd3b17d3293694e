namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>
/// A masked sum to which every site added discrete normal noise of its own (Kairouz, Liu, Steinke 2021). All numbers are in
/// steps of the integer grid.
/// </summary>
/// <param name="LocalDeviation">Parameter of a site's noise, above 0.</param>
/// <param name="Sites">Sites whose noise is sure to be in the sum and unknown to whoever sees it, at least 1.</param>
/// <param name="Dimension">Coordinates of the whole vector, at least 1.</param>
/// <param name="L2Sensitivity">Largest L2 norm of a site's rounded vector, above 0.</param>
/// <param name="L1Sensitivity">Largest L1 norm of a site's rounded vector, above 0.</param>
public sealed record DistributedDiscreteGaussianRelease(
    double LocalDeviation, int Sites, long Dimension, double L2Sensitivity, double L1Sensitivity) : ReleaseMechanism;
