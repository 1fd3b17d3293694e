using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Noise;

/// <summary>
/// A law on the integers, symmetric about 0, to draw noise from. Sample i is a function of key, nonce and i alone:
/// whatever the slice, the register width and the number of cores, it has the same value.
/// </summary>
/// <remarks>
/// The distance in total variation between a sample and its law, for an unpredictable key, is at most 2^-75, so n samples add at most
/// n 2^-75 to a delta. The time that
/// a draw takes depends on the draw (table look-ups), so noise is drawn where only its owner can measure it.
/// </remarks>
public interface IIntegerNoise
{
    /// <summary>Variance of a sample.</summary>
    double Variance { get; }

    /// <summary>No sample is larger in magnitude: what the headroom of a sum must hold.</summary>
    long LargestMagnitude { get; }

    /// <summary>Samples that one key and nonce yield.</summary>
    long StreamSamples { get; }

    /// <summary>Writes samples.</summary>
    /// <param name="noise">Receives sample <c>firstCoordinate + i</c> at i.</param>
    /// <param name="key">ChaCha20 key, 32 bytes, secret.</param>
    /// <param name="nonce">ChaCha20 nonce, 12 bytes; never twice with one key for two purposes.</param>
    /// <param name="firstCoordinate">Number of the first sample, 0 or more.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The samples leave the stream, or there are no cores.</exception>
    void Fill(
        Span<int> noise, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1);

    /// <summary>Adds samples, mod 2^32: exact for sums mod 2^b of any b up to 32.</summary>
    /// <param name="values">Sample <c>firstCoordinate + i</c> is added at i.</param>
    /// <param name="key">ChaCha20 key, 32 bytes, secret.</param>
    /// <param name="nonce">ChaCha20 nonce, 12 bytes; never twice with one key for two purposes.</param>
    /// <param name="firstCoordinate">Number of the first sample, 0 or more.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The samples leave the stream, or there are no cores.</exception>
    void AddTo(
        Span<int> values, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long firstCoordinate = 0, int cores = 1);
}
