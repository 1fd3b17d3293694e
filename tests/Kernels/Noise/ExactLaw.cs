using System.Numerics;

namespace Tapestry.Kernels.Tests.Noise;

/// <summary>
/// Laws computed straight from their definitions in integers scaled by 2^300: no recurrence, no table, none of the code
/// under test. Probabilities of 0, 1, 2, ...; the law is symmetric.
/// </summary>
internal sealed class ExactLaw
{
    private const int Scale = 300;
    private static readonly BigInteger One = BigInteger.One << Scale;

    private ExactLaw(List<BigInteger> weights)
    {
        var sum = weights.Aggregate(-weights[0], (total, weight) => total + (2 * weight));
        Probabilities = [.. weights.Select(weight => (weight << Scale) / sum)];
    }

    /// <summary>Scaled by 2^300.</summary>
    public IReadOnlyList<BigInteger> Probabilities { get; }

    /// <summary><c>exp(-x^2 / (2 sigma^2))</c> for every x by itself.</summary>
    public static ExactLaw DiscreteGaussian(double sigma)
    {
        var twiceVariance = 2 * FromDouble(sigma) * FromDouble(sigma) >> Scale;
        var weights = new List<BigInteger>();
        for (var x = BigInteger.Zero; x < 4 || weights[^1] > One >> 110; x++)
        {
            weights.Add(ExpOfMinus((x * x << (2 * Scale)) / twiceVariance));
        }

        return new ExactLaw(weights);
    }

    /// <summary>The Bessel function's power series; for a variance of up to some hundreds.</summary>
    public static ExactLaw SkellamBySeries(double variance)
    {
        var half = FromDouble(variance) / 2;
        var weights = new List<BigInteger>();
        var first = One;
        for (var x = 0; x < 4 || weights[^1] > weights[0] >> 110; x++)
        {
            var (sum, term) = (first, first);
            for (var m = 1; !term.IsZero; m++)
            {
                term = (((term * half) >> Scale) * half >> Scale) / (m * (m + x));
                sum += term;
            }

            weights.Add(sum);
            first = (first * half >> Scale) / (x + 1);
        }

        return new ExactLaw(weights);
    }

    /// <summary>
    /// The Fourier integral of <c>exp(variance (cos t - 1))</c> by the trapezoidal rule, which adds the law at 2 pi over the
    /// step further out: 25 standard deviations at least, so nothing. For a variance of some hundreds and more.
    /// </summary>
    public static ExactLaw SkellamByIntegral(double variance, int count)
    {
        var nodesPerUnit = (int)Math.Ceiling(4 * Math.Sqrt(variance));
        var sums = Enumerable.Repeat(One / 2, count).ToArray();
        for (var node = 1; ; node++)
        {
            var angle = One * node / nodesPerUnit;
            var exponent = FromDouble(variance) * (One - Cos(angle)) >> Scale;
            if (exponent > 110 * One)
            {
                return new ExactLaw([.. sums]);
            }

            var amplitude = ExpOfMinus(exponent);
            var twiceCosine = 2 * Cos(angle);
            var (now, before) = (amplitude, amplitude * Cos(angle) >> Scale);
            for (var x = 0; x < count; x++)
            {
                sums[x] += now;
                (now, before) = ((twiceCosine * now >> Scale) - before, now);
            }
        }
    }

    private static BigInteger FromDouble(double value)
    {
        var exponent = Math.ILogB(value) - 52;
        return ((BigInteger)Math.ScaleB(value, -exponent) << Scale) >> -exponent;
    }

    /// <summary>One over the series of <c>e^(value / 2^20)</c>, squared twenty times.</summary>
    private static BigInteger ExpOfMinus(BigInteger value)
    {
        var (sum, term) = (One, One);
        for (var n = 1; !term.IsZero; n++)
        {
            term = (term * (value >> 20) >> Scale) / n;
            sum += term;
        }

        var power = (One << Scale) / sum;
        for (var i = 0; i < 20; i++)
        {
            power = power * power >> Scale;
        }

        return power;
    }

    private static BigInteger Cos(BigInteger value)
    {
        var (sum, term) = (One, One);
        for (var n = 2; !term.IsZero; n += 2)
        {
            term = -((term * value >> Scale) * value / One / (n * (n - 1)));
            sum += term;
        }

        return sum;
    }

    /// <summary>Half the sum of all differences from a law given by its probabilities, these scaled by 2^-scale, as a double.</summary>
    public double DistanceFrom(TableLaw law)
    {
        var sum = BigInteger.Zero;
        for (var x = 0; x < Math.Max(Probabilities.Count, law.Probabilities.Count); x++)
        {
            var exact = x < Probabilities.Count ? Probabilities[x] : 0;
            var table = x < law.Probabilities.Count ? law.Probabilities[x] << (Scale - law.ScaleBits) : 0;
            sum += BigInteger.Abs(exact - table) * (x == 0 ? 1 : 2);
        }

        return Math.ScaleB((double)(sum >> (Scale - 200)), -201);
    }
}
