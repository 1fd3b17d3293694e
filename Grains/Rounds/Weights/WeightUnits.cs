namespace Tapestry.Grains.Rounds.Weights;

/// <summary>Weights as whole multiples of 10^-12, so that caps, floors and the sum of 1 hold exactly.</summary>
internal static class WeightUnits
{
    /// <summary>The weight 1.</summary>
    public const long One = 1_000_000_000_000;

    /// <summary>The rule in words.</summary>
    public const string Rule = "given with at most 12 decimals";

    public static bool IsExact(decimal weight) => decimal.Truncate(weight * One) == weight * One;

    public static long FromWeight(decimal weight) => (long)(weight * One);

    public static decimal ToWeight(long units) => (decimal)units / One;
}
