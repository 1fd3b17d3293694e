using System.Globalization;

namespace Tapestry.Kernels.Merging;

/// <summary>A number of a merge is beyond what its rule holds for. Nothing was read or written.</summary>
public sealed class MergeLimitException : ArgumentException
{
    /// <summary>Names the rule, the number, its value, the limit and the remedy.</summary>
    /// <param name="rule">The rule, such as <c>krum</c>.</param>
    /// <param name="quantity">What the number counts, such as <c>contributions</c>.</param>
    /// <param name="value">The number refused.</param>
    /// <param name="relation"><c>at least</c> or <c>at most</c>.</param>
    /// <param name="limit">The nearest number that is allowed.</param>
    /// <param name="remedy">What to do about it, a sentence.</param>
    public MergeLimitException(string rule, string quantity, long value, string relation, long limit, string remedy)
        : base(string.Create(
            CultureInfo.InvariantCulture, $"{rule}: {quantity} is {value} and must be {relation} {limit}. {remedy}"))
    {
        Rule = rule;
        Quantity = quantity;
        Value = value;
        Limit = limit;
    }

    /// <summary>The rule.</summary>
    public string Rule { get; }

    /// <summary>What the number counts.</summary>
    public string Quantity { get; }

    /// <summary>The number refused.</summary>
    public long Value { get; }

    /// <summary>The nearest number that is allowed.</summary>
    public long Limit { get; }

    internal static void ThrowUnlessAtLeast(string rule, string quantity, long value, long limit, string remedy)
    {
        if (value < limit)
        {
            throw new MergeLimitException(rule, quantity, value, "at least", limit, remedy);
        }
    }

    internal static void ThrowIfAbove(string rule, string quantity, long value, long limit, string remedy)
    {
        if (value > limit)
        {
            throw new MergeLimitException(rule, quantity, value, "at most", limit, remedy);
        }
    }
}
