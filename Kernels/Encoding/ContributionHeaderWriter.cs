using System.Buffers.Binary;
using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Encoding;

/// <summary>Writes the header up to the digest, which is computed last.</summary>
internal static class ContributionHeaderWriter
{
    public static int HeaderBytes(ContributionBinding binding) => HeaderLayout.HeaderBytes(
        StrictUtf8.TryCountBytes(binding.Run)!.Value, StrictUtf8.TryCountBytes(binding.Site)!.Value);

    public static void Write(ContributionBinding binding, IPayloadCodec codec, int elementCount, float scale, Span<byte> header)
    {
        HeaderLayout.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[HeaderLayout.VersionOffset..], ContributionCodec.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[HeaderLayout.EncodingOffset..], (ushort)codec.Encoding);
        BinaryPrimitives.WriteUInt16LittleEndian(header[HeaderLayout.HeaderLengthOffset..], (ushort)header.Length);
        header[HeaderLayout.BitsOffset] = (byte)codec.BitsPerCoordinate;
        header[HeaderLayout.ReservedOffset] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(header[HeaderLayout.RoundOffset..], binding.Round);
        BinaryPrimitives.WriteInt32LittleEndian(header[HeaderLayout.ShardOffset..], binding.Shard);
        BinaryPrimitives.WriteUInt64LittleEndian(header[HeaderLayout.ElementCountOffset..], (ulong)elementCount);
        BinaryPrimitives.WriteSingleLittleEndian(header[HeaderLayout.ScaleOffset..], scale);
        var afterRun = WriteName(binding.Run, header, HeaderLayout.NamesOffset);
        WriteName(binding.Site, header, afterRun);
    }

    private static int WriteName(string name, Span<byte> header, int offset)
    {
        var length = StrictUtf8.Write(name, header[(offset + 1)..]);
        header[offset] = (byte)length;
        return offset + 1 + length;
    }
}
