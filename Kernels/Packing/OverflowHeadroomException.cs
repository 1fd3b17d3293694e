using System.Globalization;

namespace Tapestry.Kernels.Packing;

/// <summary>So many contributions leave no bit for a payload: their sum could wrap around.</summary>
public sealed class OverflowHeadroomException : ArgumentException
{
    /// <summary>Names width and contributions.</summary>
    /// <param name="bits">Bits a coordinate.</param>
    /// <param name="contributions">Contributions that are summed.</param>
    public OverflowHeadroomException(int bits, int contributions)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"{bits} bits hold no sum of {contributions} contributions of magnitude 1, which needs {contributions} < 2^{bits - 1}; use more bits or fewer contributions."))
    {
        Bits = bits;
        Contributions = contributions;
    }

    /// <summary>Bits a coordinate.</summary>
    public int Bits { get; }

    /// <summary>Contributions that are summed.</summary>
    public int Contributions { get; }
}
