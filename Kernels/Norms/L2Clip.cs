using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Norms;

/// <summary>Clipping by the Euclidean norm: <c>x * min(1, limit / |x|)</c>.</summary>
public static class L2Clip
{
    // A product of floats rounds up by at most 2^-24 of itself; twice that also covers the double arithmetic here.
    private const double RoundingMargin = 1.0 + (1.0 / (1 << 23));

    /// <summary>
    /// The factor that brings a vector of this norm within the limit: 1 when it already is, else the quotient less what
    /// the rounding of each product can add back, so that the norm after scaling is never above the limit.
    /// </summary>
    /// <param name="norm">Norm of the vector, finite, 0 or more.</param>
    /// <param name="limit">Largest norm allowed, finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static float Factor(double norm, double limit)
    {
        if (norm is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(norm), norm, "A norm must be finite and not negative.");
        }

        if (limit is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A clipping limit must be finite and above 0.");
        }

        if (norm <= limit)
        {
            return 1f;
        }

        var quotient = limit / (norm * RoundingMargin);
        var factor = (float)quotient;
        return factor > quotient ? MathF.BitDecrement(factor) : factor;
    }

    /// <summary>Clips in place and returns the norm that the vector had.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="limit">Largest norm allowed, finite, above 0.</param>
    /// <param name="cores">Most cores to use, 1 or more; it does not show in the result.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit or the number of cores is outside its range.</exception>
    public static double Apply(Span<float> values, double limit, int cores = 1)
    {
        var norm = L2Norm.Of(values, cores);
        var factor = Factor(norm, limit);
        if (factor < 1f)
        {
            Scaling.Apply(values, factor, cores);
        }

        return norm;
    }
}
