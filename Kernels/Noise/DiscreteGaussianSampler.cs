using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Noise.Tables;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Noise;

/// <summary>
/// The discrete Gaussian N_Z(0, sigma^2): <c>P(x)</c> proportional to <c>exp(-x^2 / (2 sigma^2))</c> on the integers
/// (Canonne, Kamath and Steinke, 2020). Exact to 2^-75 in total variation; see <c>docs/decisions/discrete-noise.md</c>.
/// </summary>
public sealed class DiscreteGaussianSampler : IIntegerNoise
{
    /// <summary>Smallest sigma.</summary>
    public const double MinSigma = 0.3;

    /// <summary>Largest sigma.</summary>
    public const double MaxSigma = 1e6;

    private readonly LayeredLaw law;

    /// <summary>Builds the tables: some milliseconds.</summary>
    /// <param name="sigma">Scale of the law, from 0.3 to 10^6; taken exactly.</param>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is outside its range.</exception>
    public DiscreteGaussianSampler(double sigma)
    {
        if (sigma is not (>= MinSigma and <= MaxSigma))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sigma), sigma, "Sigma must be from 0.3 to 1,000,000 steps of the integer grid. Change the granularity.");
        }

        Sigma = sigma;
        var exact = FixedPoint.FromDouble(sigma);
        law = LayeredLaw.DiscreteGaussian(exact * exact);
        Variance = law.Variance();
    }

    /// <summary>Scale of the law. The standard deviation is the same to 10^-6 from 1 up and smaller below.</summary>
    public double Sigma { get; }

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
