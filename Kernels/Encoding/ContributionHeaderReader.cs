using System.Buffers.Binary;
using System.Globalization;
using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Encoding;

/// <summary>Checks a header field by field. Nothing is allocated by a length that has not been checked.</summary>
internal static class ContributionHeaderReader
{
    public static ContributionHeader Read(ReadOnlySpan<byte> frame, IPayloadCodec? expected)
    {
        CheckMagicAndVersion(frame);
        ThrowUnless(frame.Length >= HeaderLayout.MinHeaderBytes, "frame length", frame.Length, $"at least {HeaderLayout.MinHeaderBytes} bytes");
        var codec = ReadCodec(frame, expected);
        ThrowUnless(frame[HeaderLayout.ReservedOffset] == 0, "reserved byte", frame[HeaderLayout.ReservedOffset], "0");
        var round = BinaryPrimitives.ReadInt32LittleEndian(frame[HeaderLayout.RoundOffset..]);
        ThrowUnless(round >= 1, "round", round, "1 or more");
        var shard = BinaryPrimitives.ReadInt32LittleEndian(frame[HeaderLayout.ShardOffset..]);
        ThrowUnless(shard >= 0, "shard", shard, "0 or more");
        var count = BinaryPrimitives.ReadUInt64LittleEndian(frame[HeaderLayout.ElementCountOffset..]);
        ThrowUnless(count <= int.MaxValue, "element count", count, $"at most {int.MaxValue}");
        var scale = BinaryPrimitives.ReadSingleLittleEndian(frame[HeaderLayout.ScaleOffset..]);
        ThrowUnless(scale is > 0 and < float.PositiveInfinity, "scale", scale, "finite and above 0");
        var (run, afterRun) = ReadName(frame, HeaderLayout.NamesOffset, "run");
        var (site, afterSite) = ReadName(frame, afterRun, "site");
        return new ContributionHeader
        {
            Binding = new ContributionBinding(run, round, shard, site),
            Encoding = codec.Encoding,
            BitsPerCoordinate = codec.BitsPerCoordinate,
            ElementCount = (int)count,
            Scale = scale,
            HeaderBytes = CheckHeaderLength(frame, afterSite + HeaderLayout.DigestBytes),
            PayloadBytes = CheckPayloadLength(frame, afterSite + HeaderLayout.DigestBytes, codec.ByteCount((int)count)),
            Digest = Convert.ToHexStringLower(frame.Slice(afterSite, HeaderLayout.DigestBytes)),
        };
    }

    private static void CheckMagicAndVersion(ReadOnlySpan<byte> frame)
    {
        ThrowUnless(frame.Length >= HeaderLayout.EncodingOffset, "frame length", frame.Length, $"at least {HeaderLayout.MinHeaderBytes} bytes");
        var magic = frame[..HeaderLayout.Magic.Length];
        ThrowUnless(magic.SequenceEqual(HeaderLayout.Magic), "magic", Convert.ToHexStringLower(magic), Convert.ToHexStringLower(HeaderLayout.Magic));
        int version = BinaryPrimitives.ReadUInt16LittleEndian(frame[HeaderLayout.VersionOffset..]);
        if (version != ContributionCodec.Version)
        {
            throw new ContributionVersionException(version);
        }
    }

    private static IPayloadCodec ReadCodec(ReadOnlySpan<byte> frame, IPayloadCodec? expected)
    {
        var number = BinaryPrimitives.ReadUInt16LittleEndian(frame[HeaderLayout.EncodingOffset..]);
        var codec = (ContributionEncoding)number == expected?.Encoding
            ? expected
            : PayloadCodecs.TryFind((ContributionEncoding)number);
        if (codec is null)
        {
            throw new ContributionFormatException(
                "encoding",
                number.ToString(CultureInfo.InvariantCulture),
                Enum.IsDefined((ContributionEncoding)number)
                    ? "read by a codec with its parameters"
                    : "an encoding that this build knows");
        }

        int bits = frame[HeaderLayout.BitsOffset];
        ThrowUnless(bits == codec.BitsPerCoordinate, "bits per coordinate", bits, $"{codec.BitsPerCoordinate} for {codec.Encoding}");
        return codec;
    }

    private static (string Name, int End) ReadName(ReadOnlySpan<byte> frame, int offset, string field)
    {
        ThrowUnless(offset < frame.Length, "frame length", frame.Length, $"more than {offset} bytes, to hold the {field}");
        int length = frame[offset];
        ThrowUnless(length is >= 1 and <= ContributionBinding.MaxNameBytes, $"length of {field}", length, $"1 to {ContributionBinding.MaxNameBytes}");
        var end = offset + 1 + length;
        ThrowUnless(end + HeaderLayout.DigestBytes <= frame.Length, "frame length", frame.Length, $"at least {end + HeaderLayout.DigestBytes} bytes");
        var bytes = frame.Slice(offset + 1, length);
        var name = StrictUtf8.TryRead(bytes)
            ?? throw new ContributionFormatException(field, Convert.ToHexStringLower(bytes), "well-formed UTF-8");
        return (name, end);
    }

    private static int CheckHeaderLength(ReadOnlySpan<byte> frame, int actual)
    {
        int stated = BinaryPrimitives.ReadUInt16LittleEndian(frame[HeaderLayout.HeaderLengthOffset..]);
        ThrowUnless(stated == actual, "header length", stated, $"{actual}");
        return actual;
    }

    private static long CheckPayloadLength(ReadOnlySpan<byte> frame, int headerBytes, long payloadBytes)
    {
        ThrowUnless(frame.Length - headerBytes == payloadBytes, "payload length", frame.Length - headerBytes, $"{payloadBytes} bytes");
        return payloadBytes;
    }

    private static void ThrowUnless<T>(bool condition, string field, T value, string expected)
    {
        if (!condition)
        {
            throw new ContributionFormatException(
                field, string.Create(CultureInfo.InvariantCulture, $"{value}"), expected);
        }
    }
}
