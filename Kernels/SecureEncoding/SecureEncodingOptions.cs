using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>What all sites of a round agree on, so that their encoded contributions can be summed and decoded.</summary>
public sealed record SecureEncodingOptions
{
    /// <summary>Bits a coordinate on the wire, 1 to 32; sums are mod 2^b.</summary>
    public required int BitsPerCoordinate { get; init; }

    /// <summary>Most contributions that are ever summed, 1 or more.</summary>
    public required int Contributions { get; init; }

    /// <summary>What the integer 1 stands for, in units of the update: finite, above 0, its reciprocal finite.</summary>
    public required float Granularity { get; init; }

    /// <summary>The public seed of the rotation's signs.</summary>
    public required RotationSeed Rotation { get; init; }

    /// <summary>Coordinates of a rotation block: a power of two from 2 to 2^16.</summary>
    public int BlockLength { get; init; } = RandomizedHadamard.DefaultBlockLength;

    /// <summary>What happens to a coordinate beyond the headroom.</summary>
    public OverflowRule Overflow { get; init; } = OverflowRule.Refuse;

    /// <summary>How large one contribution's integers may be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Bits or contributions is outside its range.</exception>
    /// <exception cref="OverflowHeadroomException">There is no room for a payload.</exception>
    public OverflowHeadroom Headroom => new(BitsPerCoordinate, Contributions);

    /// <summary>Integers a unit: the reciprocal of the granularity, rounded to fp32.</summary>
    internal float Scale => 1f / Granularity;

    /// <summary>Returns when every option is within its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is not; names it and its value.</exception>
    /// <exception cref="OverflowHeadroomException">So many contributions leave no bit for a payload.</exception>
    public void ThrowUnlessValid()
    {
        BitWidth.ThrowUnlessValid(BitsPerCoordinate);
        ArgumentOutOfRangeException.ThrowIfLessThan(Contributions, 1);
        _ = Headroom;
        if (Granularity is not (> 0 and < float.PositiveInfinity) || Scale is not (> 0 and < float.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Granularity), Granularity, "A granularity and its reciprocal must be finite and above 0.");
        }

        RandomizedHadamard.ThrowUnlessBlockLength(BlockLength);
        if (Overflow is not (OverflowRule.Refuse or OverflowRule.Clamp or OverflowRule.Wrap))
        {
            throw new ArgumentOutOfRangeException(nameof(Overflow), Overflow, "Refuse, clamp or wrap.");
        }
    }
}
