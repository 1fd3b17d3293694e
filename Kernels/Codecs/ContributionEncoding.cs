namespace Tapestry.Kernels.Codecs;

/// <summary>How coordinates travel. The numbers are on the wire: append only, never renumber.</summary>
public enum ContributionEncoding : ushort
{
    /// <summary>IEEE 754 single precision, little-endian.</summary>
    Fp32 = 0,

    /// <summary>The upper half of single precision, rounded to nearest even, little-endian.</summary>
    Bf16 = 1,
}
