using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Noise.Tables;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Noise;

/// <summary>
/// Gaussian noise for record-level privacy: a Gaussian of standard deviation sigma, rounded to a multiple of
/// <c>sigma 2^-40</c>, then once to the target's type. Up to that rounding it is exact to 2^-75 in total variation.
/// </summary>
/// <remarks>
/// Sample i is the discrete Gaussian of scale 2^40 at i, an integer below 2^44, times <c>sigma 2^-40</c> in double; so it
/// depends on key, nonce and i alone and has the same bits at any register width and number of cores. No logarithm or
/// cosine is taken, so none of the gaps that floating-point Box-Muller leaves (Mironov, 2012) can tell inputs apart.
/// </remarks>
public static class GaussianNoise
{
    private const int GridBits = 40;

    private static readonly LayeredLaw Law =
        LayeredLaw.DiscreteGaussian(FixedPoint.FromInteger(System.Numerics.BigInteger.One << (2 * GridBits)));

    /// <summary>Samples that one key and nonce yield.</summary>
    public static long StreamSamples => Law.StreamSamples;

    /// <summary>Writes samples in fp32.</summary>
    /// <param name="noise">Receives sample <c>firstCoordinate + i</c> at i.</param>
    /// <param name="sigma">Standard deviation, 0 or more, finite.</param>
    /// <param name="key">ChaCha20 key, 32 bytes, secret.</param>
    /// <param name="nonce">ChaCha20 nonce, 12 bytes; never twice with one key for two purposes.</param>
    /// <param name="firstCoordinate">Number of the first sample, 0 or more.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the samples leave the stream.</exception>
    public static void Fill(
        Span<float> noise, double sigma, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1) =>
        LayeredSampler.Reals(
            Law, noise, new ChaChaState(key, nonce), firstCoordinate, Scale(sigma, 1e37), add: false, cores, SimdWidths.Widest);

    /// <summary>Writes samples in double; parameters and errors as in fp32.</summary>
    /// <inheritdoc cref="Fill(Span{float}, double, ReadOnlySpan{byte}, ReadOnlySpan{byte}, long, int)"/>
    public static void Fill(
        Span<double> noise, double sigma, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1) =>
        LayeredSampler.Reals(
            Law, noise, new ChaChaState(key, nonce), firstCoordinate, Scale(sigma, 1e300), add: false, cores, SimdWidths.Widest);

    /// <summary>Adds samples in fp32: the sample is rounded to fp32, then the sum.</summary>
    /// <param name="values">Sample <c>firstCoordinate + i</c> is added at i.</param>
    /// <param name="sigma">Standard deviation, 0 or more, finite.</param>
    /// <param name="key">ChaCha20 key, 32 bytes, secret.</param>
    /// <param name="nonce">ChaCha20 nonce, 12 bytes; never twice with one key for two purposes.</param>
    /// <param name="firstCoordinate">Number of the first sample, 0 or more.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the samples leave the stream.</exception>
    public static void AddTo(
        Span<float> values, double sigma, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1) =>
        LayeredSampler.Reals(
            Law, values, new ChaChaState(key, nonce), firstCoordinate, Scale(sigma, 1e37), add: true, cores, SimdWidths.Widest);

    private static double Scale(double sigma, double largest) =>
        sigma >= 0 && sigma <= largest
            ? Math.ScaleB(sigma, -GridBits)
            : throw new ArgumentOutOfRangeException(
                nameof(sigma), sigma, $"Sigma must be from 0 to {largest:g}, so that no sample overflows.");
}
