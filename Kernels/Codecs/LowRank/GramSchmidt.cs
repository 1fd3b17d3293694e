using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>
/// Modified Gram-Schmidt, each vector against the earlier ones in order and that twice, in double, rounded to fp32 after
/// each subtraction; sums over partial sum i mod 8, the eight added by halves.
/// </summary>
internal static class GramSchmidt
{
    // What a vector keeps of its length must be more than the rounding errors of fp32.
    private const double Dependent = 1.0 / (1 << 20);
    private const int Lanes = 8;

    public static void Orthonormalize(Span<float> factor, int rank)
    {
        var length = factor.Length / rank;
        for (var r = 0; r < rank; r++)
        {
            var vector = factor.Slice(r * length, length);
            var before = Math.Sqrt(Dot(vector, vector));
            for (var earlier = 0; earlier < 2 * r; earlier++)
            {
                var other = factor.Slice(earlier % r * length, length);
                Subtract(vector, Dot(vector, other), other);
            }

            var norm = Math.Sqrt(Dot(vector, vector));
            if (norm <= before * Dependent)
            {
                vector.Clear();
                continue;
            }

            for (var i = 0; i < length; i++)
            {
                vector[i] = (float)(vector[i] / norm);
            }
        }
    }

    private static void Subtract(Span<float> vector, double factor, ReadOnlySpan<float> other)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(vector[i] - (factor * other[i]));
        }
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> partial = stackalloc double[Lanes];
        partial.Clear();
        for (var i = 0; i < a.Length; i++)
        {
            partial[i % Lanes] += (double)a[i] * b[i];
        }

        return Halves.Sum(partial);
    }
}
