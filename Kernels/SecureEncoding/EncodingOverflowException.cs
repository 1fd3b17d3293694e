using System.Globalization;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>A rotated, rounded coordinate is beyond what a contribution may have. What was written was cleared.</summary>
public sealed class EncodingOverflowException : ArithmeticException
{
    /// <summary>Names the coordinate, its integer and the limit.</summary>
    /// <param name="rotatedCoordinate">The first coordinate beyond the limit, in the rotated vector.</param>
    /// <param name="value">Its integer, or the nearest 32-bit one.</param>
    /// <param name="limit">The largest magnitude allowed.</param>
    /// <param name="contributions">Contributions that the headroom is for.</param>
    /// <param name="bits">Bits a coordinate.</param>
    public EncodingOverflowException(long rotatedCoordinate, int value, int limit, int contributions, int bits)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Rotated coordinate {rotatedCoordinate} rounds to {value}, beyond {limit}, the share of one of {contributions} contributions in {bits} bits; use a coarser granularity, a tighter clip, more bits, or clamp."))
    {
        RotatedCoordinate = rotatedCoordinate;
        Value = value;
        Limit = limit;
        Contributions = contributions;
        Bits = bits;
    }

    /// <summary>The first coordinate beyond the limit, in the rotated vector.</summary>
    public long RotatedCoordinate { get; }

    /// <summary>Its integer, or the nearest 32-bit one.</summary>
    public int Value { get; }

    /// <summary>The largest magnitude allowed.</summary>
    public int Limit { get; }

    /// <summary>Contributions that the headroom is for.</summary>
    public int Contributions { get; }

    /// <summary>Bits a coordinate.</summary>
    public int Bits { get; }
}
