using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Encoding;

/// <summary>
/// The frame in which a contribution travels: a header that binds it to its run, round, shard and site, and a payload.
/// Every bit of it is under its SHA-256. The decoder writes only into the caller's vector.
/// </summary>
public static class ContributionCodec
{
    /// <summary>The version that this build writes and reads.</summary>
    public const int Version = 1;

    /// <summary>Exact size of a frame in bytes, known before encoding.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="encoding">How its coordinates travel.</param>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    public static long FrameBytes(ContributionBinding binding, ContributionEncoding encoding, int elementCount) =>
        FrameBytes(binding, PayloadCodecs.For(encoding), elementCount);

    /// <summary>Exact size of a frame in bytes, known before encoding.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="codec">How its coordinates travel, with its parameters.</param>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    public static long FrameBytes(ContributionBinding binding, IPayloadCodec codec, int elementCount)
    {
        ArgumentNullException.ThrowIfNull(binding);
        ArgumentNullException.ThrowIfNull(codec);
        return ContributionHeaderWriter.HeaderBytes(binding) + codec.ByteCount(elementCount);
    }

    /// <summary>Writes a frame.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="encoding">How its coordinates travel.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <param name="frame">Receives exactly <c>FrameBytes</c> bytes.</param>
    /// <exception cref="LengthMismatchException">The frame has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static void Encode(
        ContributionBinding binding, ContributionEncoding encoding, ReadOnlySpan<float> values, Span<byte> frame) =>
        Encode(binding, PayloadCodecs.For(encoding), values, frame);

    /// <summary>Writes a frame.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="codec">How its coordinates travel, with its parameters.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <param name="frame">Receives exactly <c>FrameBytes</c> bytes.</param>
    /// <param name="cores">Most cores to use, 1 or more; the bytes do not depend on it.</param>
    /// <exception cref="LengthMismatchException">The frame has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static void Encode(
        ContributionBinding binding, IPayloadCodec codec, ReadOnlySpan<float> values, Span<byte> frame, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(frame.Length, FrameBytes(binding, codec, values.Length));
        var scale = codec.Encode(values, frame[ContributionHeaderWriter.HeaderBytes(binding)..], cores);
        Seal(binding, codec, values.Length, scale, frame);
    }

    /// <summary>Writes a frame and what it lost.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="codec">How its coordinates travel, with its parameters.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <param name="frame">Receives exactly <c>FrameBytes</c> bytes.</param>
    /// <param name="residual">
    /// Receives the values minus what the frame decodes to, same length; it may be the memory of the values.
    /// </param>
    /// <param name="cores">Most cores to use, 1 or more; the bytes do not depend on it.</param>
    /// <exception cref="LengthMismatchException">The frame or residual has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static void EncodeWithResidual(
        ContributionBinding binding,
        IPayloadCodec codec,
        ReadOnlySpan<float> values,
        Span<byte> frame,
        Span<float> residual,
        int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(frame.Length, FrameBytes(binding, codec, values.Length));
        var scale = codec.EncodeWithResidual(
            values, frame[ContributionHeaderWriter.HeaderBytes(binding)..], residual, cores);
        Seal(binding, codec, values.Length, scale, frame);
    }

    /// <summary>Writes a frame into an array of its own.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="encoding">How its coordinates travel.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static byte[] Encode(ContributionBinding binding, ContributionEncoding encoding, ReadOnlySpan<float> values) =>
        Encode(binding, PayloadCodecs.For(encoding), values);

    /// <summary>Writes a frame into an array of its own.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="codec">How its coordinates travel, with its parameters.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static byte[] Encode(ContributionBinding binding, IPayloadCodec codec, ReadOnlySpan<float> values)
    {
        var frame = new byte[FrameBytes(binding, codec, values.Length)];
        Encode(binding, codec, values, frame);
        return frame;
    }

    /// <summary>
    /// Reads and checks the header and that the frame has the length it implies; the digest is not computed. For the
    /// encodings that <see cref="PayloadCodecs"/> knows by number.
    /// </summary>
    /// <exception cref="ContributionFormatException">A field is not what the format allows.</exception>
    /// <exception cref="ContributionVersionException">The version is not <see cref="Version"/>.</exception>
    public static ContributionHeader ReadHeader(ReadOnlySpan<byte> frame) => ContributionHeaderReader.Read(frame, null);

    /// <summary>
    /// Reads and checks the header and that the frame has the length it implies; the digest is not computed.
    /// </summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="codec">Reads a frame of its encoding; any other needs an encoding known by number.</param>
    /// <exception cref="ContributionFormatException">A field is not what the format allows.</exception>
    /// <exception cref="ContributionVersionException">The version is not <see cref="Version"/>.</exception>
    public static ContributionHeader ReadHeader(ReadOnlySpan<byte> frame, IPayloadCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return ContributionHeaderReader.Read(frame, codec);
    }

    /// <summary>Checks everything but the numbers: header, binding, encoding, length and digest.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="binding">What it must belong to.</param>
    /// <param name="encoding">The encoding it must have.</param>
    /// <param name="elementCount">The coordinates it must have.</param>
    /// <exception cref="ContributionException">Names the field that is wrong and what it holds.</exception>
    public static ContributionHeader Verify(
        ReadOnlySpan<byte> frame, ContributionBinding binding, ContributionEncoding encoding, int elementCount) =>
        Verify(frame, binding, PayloadCodecs.For(encoding), elementCount);

    /// <summary>Checks everything but the numbers: header, binding, encoding, length and digest.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="binding">What it must belong to.</param>
    /// <param name="codec">The encoding it must have, with its parameters.</param>
    /// <param name="elementCount">The coordinates it must have.</param>
    /// <exception cref="ContributionException">Names the field that is wrong and what it holds.</exception>
    public static ContributionHeader Verify(
        ReadOnlySpan<byte> frame, ContributionBinding binding, IPayloadCodec codec, int elementCount)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var header = ReadHeader(frame, codec);
        ContributionDigest.ThrowUnlessMatching(frame, header);
        ThrowUnlessEqual("run", header.Binding.Run, binding.Run);
        ThrowUnlessEqual("round", header.Binding.Round, binding.Round);
        ThrowUnlessEqual("shard", header.Binding.Shard, binding.Shard);
        ThrowUnlessEqual("site", header.Binding.Site, binding.Site);
        ThrowUnlessEqual("encoding", header.Encoding, codec.Encoding);
        ThrowUnlessEqual("element count", header.ElementCount, elementCount);
        return header;
    }

    /// <summary>Verifies a frame and decodes it.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="binding">What it must belong to.</param>
    /// <param name="encoding">The encoding it must have.</param>
    /// <param name="destination">Receives the values; its length is the shard's. Untouched when anything is refused.</param>
    /// <exception cref="ContributionException">Names the field that is wrong and what it holds.</exception>
    public static ContributionHeader Decode(
        ReadOnlySpan<byte> frame, ContributionBinding binding, ContributionEncoding encoding, Span<float> destination) =>
        Decode(frame, binding, PayloadCodecs.For(encoding), destination);

    /// <summary>Verifies a frame and decodes it.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="binding">What it must belong to.</param>
    /// <param name="codec">The encoding it must have, with its parameters.</param>
    /// <param name="destination">Receives the values; its length is the shard's. Untouched when anything is refused.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="ContributionException">Names the field that is wrong and what it holds.</exception>
    public static ContributionHeader Decode(
        ReadOnlySpan<byte> frame, ContributionBinding binding, IPayloadCodec codec, Span<float> destination, int cores = 1)
    {
        var header = Verify(frame, binding, codec, destination.Length);
        try
        {
            codec.Decode(frame[header.HeaderBytes..], header.Scale, destination, cores);
        }
        catch (NonFiniteValueException error)
        {
            throw new ContributionFormatException($"{error.Vector}[{error.Index}]", $"{error.Value}", "a finite value");
        }
        catch (PayloadFormatException error)
        {
            throw new ContributionFormatException(error.Field, error.Value, error.Expected);
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName == "scale")
        {
            throw new ContributionFormatException("scale", $"{error.ActualValue}", $"one that {codec.Encoding} writes");
        }

        return header;
    }

    private static void Seal(ContributionBinding binding, IPayloadCodec codec, int elementCount, float scale, Span<byte> frame)
    {
        var headerBytes = ContributionHeaderWriter.HeaderBytes(binding);
        ContributionHeaderWriter.Write(binding, codec, elementCount, scale, frame[..headerBytes]);
        ContributionDigest.Compute(frame, headerBytes, frame[(headerBytes - HeaderLayout.DigestBytes)..headerBytes]);
    }

    private static void ThrowUnlessEqual<T>(string field, T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new ContributionBindingException(field, $"{actual}", $"{expected}");
        }
    }
}
