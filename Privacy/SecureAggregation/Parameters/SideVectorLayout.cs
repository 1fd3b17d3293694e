using System.Globalization;
using System.Numerics;
using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>
/// Metrics that only their sum leaves: a small vector of its own, masked after the last shard. A field too large for
/// one coordinate spreads over several limbs, least significant first, so that sums up to 2^63 - 1 stay exact.
/// </summary>
public sealed record SideVectorLayout
{
    /// <summary>Most fields.</summary>
    public const int MaxFields = 256;

    /// <summary>Bits of a coordinate on the wire, 2 to 32.</summary>
    public required int Bits { get; init; }

    /// <summary>The fields, in order; 1 to <see cref="MaxFields"/>, distinct names.</summary>
    public required IReadOnlyList<SideField> Fields { get; init; }

    /// <summary>Bits of a limb: the most with which the sum of a cohort's limbs cannot wrap; 0 when none are left.</summary>
    /// <param name="members">Members of the cohort, 1 or more.</param>
    public int LimbBits(int members) => BitOperations.Log2((ulong)(((1L << (Bits - 1)) - 1) / members) + 1);

    /// <summary>The masked shard that carries the vector.</summary>
    /// <param name="members">Members of the cohort, 1 or more.</param>
    /// <exception cref="MaskedRangeException">The width leaves no payload, or a sum would pass 2^63 - 1.</exception>
    /// <exception cref="RoundParametersException">A field is missing, unnamed or named twice.</exception>
    public MaskedShard ToShard(int members)
    {
        ThrowUnlessSafe(members);
        return new MaskedShard
        {
            ElementCount = Fields.Sum(field => Limbs(field, members)),
            Bits = Bits,
            MaxMagnitude = (1L << LimbBits(members)) - 1,
            Scale = 1,
        };
    }

    /// <summary>A site's values as coordinates.</summary>
    /// <param name="values">One a field, 0 to its maximum.</param>
    /// <param name="members">Members of the cohort.</param>
    /// <exception cref="MaskedRangeException">A value is outside its range, or their count is another.</exception>
    public int[] Encode(IReadOnlyList<long> values, int members)
    {
        ArgumentNullException.ThrowIfNull(values);
        ThrowUnlessOnePerField(values.Count, Fields.Count);
        var coordinates = new List<int>();
        var width = LimbBits(members);
        foreach (var (field, value) in Fields.Zip(values))
        {
            if (value < 0 || value > field.MaxValue)
            {
                throw new MaskedRangeException(field.Name, Text(value), $"0 to {field.MaxValue}");
            }

            for (var limb = 0; limb < Limbs(field, members); limb++)
            {
                coordinates.Add((int)((value >> (limb * width)) & ((1L << width) - 1)));
            }
        }

        return [.. coordinates];
    }

    /// <summary>The cohort's sums from the sums of the coordinates.</summary>
    /// <param name="sums">One a coordinate, as unmasked.</param>
    /// <param name="members">Members of the cohort, as in the parameters: not the survivors.</param>
    /// <returns>One sum a field.</returns>
    /// <exception cref="MaskedRangeException">Another count of coordinates.</exception>
    public long[] Decode(ReadOnlySpan<int> sums, int members)
    {
        ThrowUnlessOnePerField(sums.Length, ToShard(members).ElementCount);
        var width = LimbBits(members);
        var totals = new long[Fields.Count];
        var next = 0;
        for (var field = 0; field < totals.Length; field++)
        {
            for (var limb = 0; limb < Limbs(Fields[field], members); limb++)
            {
                totals[field] += (long)sums[next++] << (limb * width);
            }
        }

        return totals;
    }

    private int Limbs(SideField field, int members)
    {
        var width = LimbBits(members);
        return (BitOperations.Log2((ulong)field.MaxValue) + width) / width;
    }

    private void ThrowUnlessSafe(int members)
    {
        if (Bits is < 2 or > 32 || LimbBits(members) < 1)
        {
            throw new MaskedRangeException("sideVector.bits", Text(Bits), $"2 to 32 and wide enough for {members} members");
        }

        if (Fields.Count is < 1 or > MaxFields || Fields.DistinctBy(field => field.Name).Count() != Fields.Count)
        {
            throw new RoundParametersException("sideVector.fields", $"{Fields.Count} fields", $"1 to {MaxFields}, each named once");
        }

        foreach (var field in Fields)
        {
            ParameterRules.ThrowUnlessName("sideVector.name", field.Name);
            if (field.MaxValue < 1 || field.MaxValue > long.MaxValue / members)
            {
                throw new MaskedRangeException(
                    $"sideVector.{field.Name}.maxValue", Text(field.MaxValue), $"1 to {long.MaxValue / members}");
            }
        }
    }

    private static void ThrowUnlessOnePerField(int actual, int expected)
    {
        if (actual != expected)
        {
            throw new MaskedRangeException("sideVector", $"{actual} numbers", $"{expected} numbers");
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
