using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Codecs;

/// <summary>
/// Turns a vector into the payload bytes of one encoding and back, losing what the encoding does not represent.
/// </summary>
/// <remarks>
/// Laws. The payload is a function of the values and the codec's parameters alone, equal on every machine.
/// <see cref="ByteCount"/> is exact and known beforehand. Error feedback loses nothing but one rounding: the residual is
/// <c>x - decode(encode(x))</c>, one fp32 subtraction per coordinate, so that <c>decode(encode(x)) + residual</c> is x
/// within half a unit in the last place of the residual; each codec says where it is exact. What decodes is finite.
/// </remarks>
public interface IPayloadCodec
{
    /// <summary>The encoding.</summary>
    ContributionEncoding Encoding { get; }

    /// <summary>
    /// Bits of one transmitted value: the header's field. Scales, codebooks and indices come on top of it, and where
    /// only some coordinates travel it counts those; <see cref="ByteCount"/> is the whole truth.
    /// </summary>
    int BitsPerCoordinate { get; }

    /// <summary>Exact payload size in bytes.</summary>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    long ByteCount(int elementCount);

    /// <summary>Writes the payload and returns the scale that goes into the header.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="payload">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <param name="cores">Most cores to use, 1 or more; the bytes do not depend on it.</param>
    /// <exception cref="LengthMismatchException">The payload has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was written.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding; nothing was written.</exception>
    float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1);

    /// <summary>Writes the payload and what it lost, and returns the scale that goes into the header.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="payload">Receives exactly the bytes that <see cref="Encode"/> writes.</param>
    /// <param name="residual">
    /// Receives <c>values - decoded</c>, same length. It may be the very memory of <paramref name="values"/>, which is
    /// then replaced, but must not overlap it otherwise.
    /// </param>
    /// <param name="cores">Most cores to use, 1 or more; the bytes do not depend on it.</param>
    /// <exception cref="LengthMismatchException">The payload or residual has another length.</exception>
    /// <exception cref="ArgumentException">The residual overlaps the values at another offset.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was written.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding; nothing was written.</exception>
    float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1);

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">Exactly <see cref="ByteCount"/> bytes for the destination's length.</param>
    /// <param name="scale">The scale from the header.</param>
    /// <param name="destination">Receives the values, fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">The payload has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is none that this encoding writes.</exception>
    /// <exception cref="NonFiniteValueException">The payload holds NaN or an infinity; nothing was written.</exception>
    /// <exception cref="PayloadFormatException">A field is not what the encoding allows; nothing was written.</exception>
    void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1);
}
