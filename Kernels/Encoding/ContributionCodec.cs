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
    public static long FrameBytes(ContributionBinding binding, ContributionEncoding encoding, int elementCount)
    {
        ArgumentNullException.ThrowIfNull(binding);
        return ContributionHeaderWriter.HeaderBytes(binding) + PayloadCodecs.For(encoding).ByteCount(elementCount);
    }

    /// <summary>Writes a frame.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="encoding">How its coordinates travel.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <param name="frame">Receives exactly <see cref="FrameBytes"/> bytes.</param>
    /// <exception cref="LengthMismatchException">The frame has another length.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static void Encode(
        ContributionBinding binding, ContributionEncoding encoding, ReadOnlySpan<float> values, Span<byte> frame)
    {
        LengthMismatchException.ThrowUnlessEqual(frame.Length, FrameBytes(binding, encoding, values.Length));
        var codec = PayloadCodecs.For(encoding);
        var headerBytes = ContributionHeaderWriter.HeaderBytes(binding);
        var scale = codec.Encode(values, frame[headerBytes..]);
        ContributionHeaderWriter.Write(binding, codec, values.Length, scale, frame[..headerBytes]);
        ContributionDigest.Compute(frame, headerBytes, frame[(headerBytes - HeaderLayout.DigestBytes)..headerBytes]);
    }

    /// <summary>Writes a frame into an array of its own.</summary>
    /// <param name="binding">What the contribution belongs to.</param>
    /// <param name="encoding">How its coordinates travel.</param>
    /// <param name="values">The update of one shard, fp32.</param>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate does not fit the encoding.</exception>
    public static byte[] Encode(ContributionBinding binding, ContributionEncoding encoding, ReadOnlySpan<float> values)
    {
        var frame = new byte[FrameBytes(binding, encoding, values.Length)];
        Encode(binding, encoding, values, frame);
        return frame;
    }

    /// <summary>Reads and checks the header and that the frame has the length it implies; the digest is not computed.</summary>
    /// <exception cref="ContributionFormatException">A field is not what the format allows.</exception>
    /// <exception cref="ContributionVersionException">The version is not <see cref="Version"/>.</exception>
    public static ContributionHeader ReadHeader(ReadOnlySpan<byte> frame) => ContributionHeaderReader.Read(frame);

    /// <summary>Checks everything but the numbers: header, binding, encoding, length and digest.</summary>
    /// <param name="frame">The frame as received.</param>
    /// <param name="binding">What it must belong to.</param>
    /// <param name="encoding">The encoding it must have.</param>
    /// <param name="elementCount">The coordinates it must have.</param>
    /// <exception cref="ContributionException">Names the field that is wrong and what it holds.</exception>
    public static ContributionHeader Verify(
        ReadOnlySpan<byte> frame, ContributionBinding binding, ContributionEncoding encoding, int elementCount)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var header = ReadHeader(frame);
        ContributionDigest.ThrowUnlessMatching(frame, header);
        ThrowUnlessEqual("run", header.Binding.Run, binding.Run);
        ThrowUnlessEqual("round", header.Binding.Round, binding.Round);
        ThrowUnlessEqual("shard", header.Binding.Shard, binding.Shard);
        ThrowUnlessEqual("site", header.Binding.Site, binding.Site);
        ThrowUnlessEqual("encoding", header.Encoding, encoding);
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
        ReadOnlySpan<byte> frame, ContributionBinding binding, ContributionEncoding encoding, Span<float> destination)
    {
        var header = Verify(frame, binding, encoding, destination.Length);
        try
        {
            PayloadCodecs.For(encoding).Decode(frame[header.HeaderBytes..], header.Scale, destination);
        }
        catch (NonFiniteValueException error)
        {
            throw new ContributionFormatException($"payload[{error.Index}]", $"{error.Value}", "a finite value");
        }
        catch (ArgumentOutOfRangeException error) when (error.ParamName == "scale")
        {
            throw new ContributionFormatException("scale", $"{error.ActualValue}", $"one that {encoding} writes");
        }

        return header;
    }

    private static void ThrowUnlessEqual<T>(string field, T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw new ContributionBindingException(field, $"{actual}", $"{expected}");
        }
    }
}
