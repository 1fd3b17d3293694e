using System.Globalization;
using Tapestry.Privacy.SecureAggregation.Errors;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>A governed weight in fixed point: units of 10^-12, so that floors, caps and sums hold exactly.</summary>
public readonly record struct GovernedWeight
{
    /// <summary>Units that make up the weight 1.</summary>
    public const long One = 1_000_000_000_000;

    /// <summary>Takes a weight.</summary>
    /// <param name="units">Units of 10^-12, 1 to <see cref="One"/>.</param>
    /// <exception cref="MaskedRangeException">The weight is 0, negative, or above 1.</exception>
    public GovernedWeight(long units)
    {
        if (units is < 1 or > One)
        {
            throw new MaskedRangeException(
                "weight", units.ToString(CultureInfo.InvariantCulture), $"1 to {One} units of 10^-12");
        }

        Units = units;
    }

    /// <summary>Units of 10^-12.</summary>
    public long Units { get; }

    /// <summary>The factor as fp32, rounded to nearest from the exact quotient of two integers.</summary>
    public float Factor => (float)((double)Units / One);
}
