using System.Text;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Wire;

/// <summary>What every format of this folder starts with: four ASCII letters and a version in two bytes.</summary>
internal static class FormatHeader
{
    public static WireWriter Write(string magic, int version) =>
        new WireWriter().Bytes(Encoding.ASCII.GetBytes(magic)).UInt16(version);

    /// <exception cref="WireFormatException">The bytes start otherwise.</exception>
    /// <exception cref="WireVersionException">The version is another.</exception>
    public static void Read(ref WireReader reader, string magic, int version, string format)
    {
        var start = reader.Bytes(magic.Length, "magic");
        if (!start.SequenceEqual(Encoding.ASCII.GetBytes(magic)))
        {
            throw new WireFormatException("magic", Convert.ToHexStringLower(start), $"{magic}, with which {format} starts");
        }

        var found = reader.UInt16("version");
        if (found != version)
        {
            throw new WireVersionException(format, found, version);
        }
    }

    /// <summary>For formats that end with the SHA-256 of everything before it.</summary>
    /// <exception cref="WireFormatException">They end with something else.</exception>
    public static void ThrowUnlessSealed(ReadOnlySpan<byte> bytes)
    {
        var content = bytes[..Math.Max(0, bytes.Length - Hash256.ByteCount)];
        if (!Hash256.Of(content).ToArray().AsSpan().SequenceEqual(bytes[content.Length..]))
        {
            throw new WireFormatException("digest", "another", "the SHA-256 of everything before it");
        }
    }
}
