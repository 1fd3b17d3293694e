using System.Diagnostics.CodeAnalysis;

namespace Tapestry.Kernels.Codecs;

/// <summary>How coordinates travel. The numbers are on the wire: append only, never renumber.</summary>
public enum ContributionEncoding : ushort
{
    /// <summary>IEEE 754 single precision, little-endian.</summary>
    Fp32 = 0,

    /// <summary>The upper half of single precision, rounded to nearest even, little-endian.</summary>
    Bf16 = 1,

    /// <summary>256 bins over mean and six standard deviations, with a codebook of bin means.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The field's name of the encoding.")]
    Int8 = 2,

    /// <summary>Four-bit integers in blocks with a shared scale.</summary>
    Int4 = 3,

    /// <summary>Signs in blocks with the mean magnitude.</summary>
    Sign = 5,

    /// <summary>The largest coordinates of each chunk of 4096: packed indices and two-bit values.</summary>
    TopK = 6,

    /// <summary>One coordinate of every group, chosen by a shared seed, in single precision.</summary>
    RandomK = 7,

    /// <summary>Two thin factors of the vector as a matrix (PowerSGD).</summary>
    LowRank = 8,

    /// <summary>Four-bit floats (sign, three exponent bits) in blocks with a shared scale. Number 4 was a first form, with an exponent for a scale.</summary>
    Fp4 = 9,
}
