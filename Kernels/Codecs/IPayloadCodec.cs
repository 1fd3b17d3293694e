using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Codecs;

/// <summary>
/// Turns a vector into the payload bytes of one encoding and back. Laws: encoding is a function of the values alone;
/// <see cref="ByteCount"/> is exact and known beforehand; <c>encode(decode(bytes)) == bytes</c> for every payload that
/// decodes; values that the encoding represents survive <c>decode(encode(x))</c> bit for bit.
/// </summary>
public interface IPayloadCodec
{
    /// <summary>The encoding.</summary>
    ContributionEncoding Encoding { get; }

    /// <summary>Bits that one coordinate takes in the payload.</summary>
    int BitsPerCoordinate { get; }

    /// <summary>Exact payload size in bytes.</summary>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    long ByteCount(int elementCount);

    /// <summary>Writes the payload and returns the scale that goes into the header.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="payload">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <exception cref="LengthMismatchException">The payload has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was written.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding; nothing was written.</exception>
    float Encode(ReadOnlySpan<float> values, Span<byte> payload);

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">Exactly <see cref="ByteCount"/> bytes for the destination's length.</param>
    /// <param name="scale">The scale from the header.</param>
    /// <param name="destination">Receives the values, fp32.</param>
    /// <exception cref="LengthMismatchException">The payload has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is none that this encoding writes.</exception>
    /// <exception cref="NonFiniteValueException">The payload holds NaN or an infinity; nothing was written.</exception>
    void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination);
}
