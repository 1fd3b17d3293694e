namespace Tapestry.Actors;

/// <summary>Random ids (RFC 9562 version 4) from the given source.</summary>
public sealed class RandomIdSource(ISecureRandom random) : IIdSource
{
    private const int GuidBytes = 16;

    /// <inheritdoc/>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[GuidBytes];
        random.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
