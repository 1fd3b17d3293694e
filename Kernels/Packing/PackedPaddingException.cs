using System.Globalization;

namespace Tapestry.Kernels.Packing;

/// <summary>Bits after the last packed coordinate are not zero: the bytes are damaged or of another count or width.</summary>
public sealed class PackedPaddingException : FormatException
{
    /// <summary>Names the buffer, its last byte and the bits that must be zero.</summary>
    /// <param name="buffer">What the buffer is called where it was refused.</param>
    /// <param name="lastByte">The last byte.</param>
    /// <param name="paddingBits">How many of its highest bits are padding, 1 to 7.</param>
    public PackedPaddingException(string buffer, byte lastByte, int paddingBits)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The last byte of {buffer} is 0x{lastByte:X2}, but its highest {paddingBits} bits are padding and must be 0; check count and bits a coordinate, or fetch it again."))
    {
        LastByte = lastByte;
        PaddingBits = paddingBits;
    }

    /// <summary>The byte refused.</summary>
    public byte LastByte { get; }

    /// <summary>How many of its highest bits must be zero.</summary>
    public int PaddingBits { get; }
}
