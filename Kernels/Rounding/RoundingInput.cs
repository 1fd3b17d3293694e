using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Rounding;

/// <summary>What rounding takes.</summary>
internal static class RoundingInput
{
    /// <summary>The fp32 numbers within it end at 2^31 - 128, so a product and its neighbours are int32.</summary>
    public const long Int32Limit = int.MaxValue;

    /// <summary>Returns when every coordinate times the scale, rounded to fp32, has at most the magnitude of the limit.</summary>
    /// <param name="values">The vector.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="largestProduct">The largest magnitude of a product, infinite or NaN if a coordinate is.</param>
    public static void ThrowUnlessWithin(ReadOnlySpan<float> values, float scale, long limit, float largestProduct)
    {
        if ((double)largestProduct <= limit)
        {
            return;
        }

        Finite.ThrowIfNot(values, nameof(values));
        var index = 0;
        while ((double)MathF.Abs(values[index] * scale) <= limit)
        {
            index++;
        }

        throw new RoundingRangeException(index, values[index], scale, limit);
    }

    public static void ThrowUnlessScale(float scale)
    {
        if (scale is not (> 0 and < float.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale must be finite and above 0.");
        }
    }
}
