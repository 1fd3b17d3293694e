using System.Globalization;

namespace Tapestry.Kernels.Packing;

/// <summary>A value does not fit a signed coordinate of the given width. Nothing was written.</summary>
public sealed class PackedRangeException : ArithmeticException
{
    /// <summary>Names the value, where it stands and the width.</summary>
    /// <param name="index">The first value that does not fit.</param>
    /// <param name="value">What it is.</param>
    /// <param name="bits">Bits a coordinate, 1 to 31.</param>
    public PackedRangeException(long index, int value, int bits)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"values[{index}] is {value}, but {bits} bits hold {-(1L << (bits - 1))} to {(1L << (bits - 1)) - 1}; use more bits or a coarser step."))
    {
        Index = index;
        Value = value;
        Bits = bits;
    }

    /// <summary>The first value that does not fit.</summary>
    public long Index { get; }

    /// <summary>What it is.</summary>
    public int Value { get; }

    /// <summary>Bits a coordinate.</summary>
    public int Bits { get; }
}
