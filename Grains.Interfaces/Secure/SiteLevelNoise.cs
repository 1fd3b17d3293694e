namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>The distributed discrete Gaussian of every member (Kairouz, Liu and Steinke, 2021).</summary>
/// <param name="Sigma">Standard deviation that each member adds to every coordinate of its weighted update; above 0.</param>
/// <param name="Granularity">What the integer 1 stands for, in units of the update: the same for all shards; above 0.</param>
public sealed record SiteLevelNoise(double Sigma, float Granularity);
