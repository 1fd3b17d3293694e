using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs;

/// <summary>Refuses what an encoding cannot take before anything is written.</summary>
internal static class InputCheck
{
    private const int BitsOfInfinity = 0x7F80_0000;

    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    public static void ThrowUnlessFinite(ReadOnlySpan<float> values, int cores)
    {
        if (LInfinityNorm.LargestMagnitudeBits(values, cores) >= BitsOfInfinity)
        {
            Finite.ThrowIfNot(values, nameof(values));
        }
    }

    /// <param name="values">The vector.</param>
    /// <param name="format">What the error calls the format.</param>
    /// <param name="firstTooLarge">The smallest magnitude that does not fit.</param>
    /// <param name="limit">The largest that the error names.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; names the first.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is too large; names the first.</exception>
    public static void ThrowUnlessBelow(
        ReadOnlySpan<float> values, string format, float firstTooLarge, float limit, int cores)
    {
        if (LInfinityNorm.LargestMagnitudeBits(values, cores) >= BitConverter.SingleToInt32Bits(firstTooLarge))
        {
            ThrowFirst(values, format, firstTooLarge, limit);
        }
    }

    /// <summary>Names the offender, where there is one, on the way that is not hot.</summary>
    public static void ThrowFirst(ReadOnlySpan<float> values, string format, float firstTooLarge, float limit)
    {
        Finite.ThrowIfNot(values, nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            if (MathF.Abs(values[i]) >= firstTooLarge)
            {
                throw new ValueOutOfRangeException(format, i, values[i], limit);
            }
        }
    }
}
