namespace Tapestry.Kernels.SecureEncoding;

/// <summary>What happens to a rotated coordinate that is beyond a contribution's share of the modulus.</summary>
public enum OverflowRule
{
    /// <summary>The encoding is refused, so that a decoded sum is always the sum.</summary>
    Refuse = 0,

    /// <summary>
    /// It is brought to the limit and counted; what is cut off is in the residual. Sums stay exact sums of what was sent.
    /// </summary>
    Clamp = 1,

    /// <summary>
    /// It stays, and a sum may wrap around: the modular clipping of the distributed discrete Gaussian, whose parameters
    /// make that rare (Kairouz, Liu and Steinke, 2021).
    /// </summary>
    Wrap = 2,
}
