using System.Globalization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Rounds.Weights;

namespace Tapestry.Grains.Consortium;

/// <summary>What a charter policy must hold.</summary>
public static class CharterPolicyRules
{
    /// <summary>Checks every value and their combination.</summary>
    /// <exception cref="ConsortiumException">A value is out of range; the message names it, its value and the limit.</exception>
    public static void Check(CharterPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Require(policy.Version >= 1, "version", policy.Version, "at least 1");
        Require(policy.Quorum >= 1, "quorum", policy.Quorum, "at least 1");
        Require(Enum.IsDefined(policy.Weights), "weight rule", policy.Weights, "equal, tokens or quality");
        Require(policy.WeightFloor is >= 0 and <= 1, "weight floor", policy.WeightFloor, "0 to 1");
        Require(policy.WeightCap is > 0 and <= 1, "weight cap", policy.WeightCap, "above 0 to 1");
        Require(WeightUnits.IsExact(policy.WeightFloor), "weight floor", policy.WeightFloor, WeightUnits.Rule);
        Require(WeightUnits.IsExact(policy.WeightCap), "weight cap", policy.WeightCap, WeightUnits.Rule);
        Require(policy.WeightFloor <= policy.WeightCap, "weight floor", policy.WeightFloor, $"at most the cap {policy.WeightCap}");
        Require(
            policy.MaximumHeldOutRegression is null or (>= 0 and <= 1), "maximum held-out regression",
            policy.MaximumHeldOutRegression ?? 0, "0 to 1, or absent");
    }

    private static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new ConsortiumException(
                ConsortiumException.InvalidPolicy,
                string.Create(CultureInfo.InvariantCulture, $"Charter policy: {name} is {value}; it must be {rule}."));
        }
    }
}
