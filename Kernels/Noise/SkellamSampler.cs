using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Noise.Tables;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Noise;

/// <summary>
/// The Skellam law of mean 0: the difference of two Poisson variables, each of half the variance (Agarwal, Kairouz and Liu,
/// 2021, use it for distributed noise). Exact to 2^-75 in total variation; see <c>docs/decisions/discrete-noise.md</c>.
/// </summary>
/// <remarks>Law: the sum of independent samples is Skellam with the sum of the variances.</remarks>
public sealed class SkellamSampler : IIntegerNoise
{
    /// <summary>Smallest variance: 0.3 squared.</summary>
    public const double MinVariance = 0.09;

    /// <summary>Largest variance: 10^6 squared.</summary>
    public const double MaxVariance = 1e12;

    private readonly LayeredLaw law;

    /// <summary>Builds the tables: some tens of milliseconds.</summary>
    /// <param name="variance">Variance of a sample, from 0.09 to 10^12; taken exactly.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance is outside its range.</exception>
    public SkellamSampler(double variance)
    {
        if (variance is not (>= MinVariance and <= MaxVariance))
        {
            throw new ArgumentOutOfRangeException(
                nameof(variance), variance, "The variance must be from 0.09 to 10^12 squared steps of the integer grid. Change the granularity.");
        }

        Variance = variance;
        law = LayeredLaw.Skellam(FixedPoint.FromDouble(variance));
    }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <inheritdoc/>
    public long LargestMagnitude => law.LargestMagnitude;

    /// <inheritdoc/>
    public long StreamSamples => law.StreamSamples;

    internal LayeredLaw Law => law;

    /// <inheritdoc/>
    public void Fill(
        Span<int> noise, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1) =>
        LayeredSampler.Integers(
            law, noise, new ChaChaState(key, nonce), firstCoordinate, add: false, cores, SimdWidths.Widest);

    /// <inheritdoc/>
    public void AddTo(
        Span<int> values, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1) =>
        LayeredSampler.Integers(
            law, values, new ChaChaState(key, nonce), firstCoordinate, add: true, cores, SimdWidths.Widest);
}
