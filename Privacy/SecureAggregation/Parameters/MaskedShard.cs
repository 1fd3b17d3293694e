using System.Globalization;
using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>How one shard of the update travels under masks.</summary>
public sealed record MaskedShard
{
    /// <summary>Coordinates, 1 or more.</summary>
    public required int ElementCount { get; init; }

    /// <summary>Bits of a coordinate on the wire; sums are taken mod 2^Bits. 2 to 32.</summary>
    public required int Bits { get; init; }

    /// <summary>Largest magnitude of an integer that a site may put in; n times it stays below 2^(Bits - 1).</summary>
    public required long MaxMagnitude { get; init; }

    /// <summary>Factor from values to integers, the same for all sites; positive and finite.</summary>
    public required float Scale { get; init; }

    /// <summary>Bytes of the packed shard: <c>ceil(ElementCount * Bits / 8)</c>.</summary>
    public long PackedBytes => (((long)ElementCount * Bits) + 7) / 8;

    internal void ThrowUnlessSafe(int members, string name)
    {
        if (ElementCount < 1)
        {
            throw new RoundParametersException($"{name}.elementCount", Text(ElementCount), "1 or more");
        }

        if (Bits is < 2 or > 32)
        {
            throw new MaskedRangeException($"{name}.bits", Text(Bits), "2 to 32");
        }

        // n * max < 2^(b-1), without a product that could itself overflow.
        var largest = ((1L << (Bits - 1)) - 1) / members;
        if (MaxMagnitude < 1 || MaxMagnitude > largest)
        {
            throw new MaskedRangeException(
                $"{name}.maxMagnitude", Text(MaxMagnitude), $"1 to {largest} with {members} members and {Bits} bits");
        }

        if (!float.IsFinite(Scale) || Scale <= 0)
        {
            throw new MaskedRangeException($"{name}.scale", Scale.ToString("R", CultureInfo.InvariantCulture), "positive and finite");
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
