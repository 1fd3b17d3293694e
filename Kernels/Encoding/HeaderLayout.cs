using System.Security.Cryptography;

namespace Tapestry.Kernels.Encoding;

/// <summary>
/// Version 1, little-endian: magic 4, version u16, encoding u16, header length u16, bits u8, zero u8, round i32,
/// shard i32, element count u64, scale f32, run (length u8, UTF-8), site (length u8, UTF-8), SHA-256 of all before it
/// and of the payload, 32; then the payload.
/// </summary>
internal static class HeaderLayout
{
    public const int VersionOffset = 4;
    public const int EncodingOffset = 6;
    public const int HeaderLengthOffset = 8;
    public const int BitsOffset = 10;
    public const int ReservedOffset = 11;
    public const int RoundOffset = 12;
    public const int ShardOffset = 16;
    public const int ElementCountOffset = 20;
    public const int ScaleOffset = 28;
    public const int NamesOffset = 32;
    public const int DigestBytes = SHA256.HashSizeInBytes;

    /// <summary>Two names of one byte each.</summary>
    public const int MinHeaderBytes = NamesOffset + (2 * (1 + 1)) + DigestBytes;

    public static ReadOnlySpan<byte> Magic => "TPCF"u8;

    public static int HeaderBytes(int runBytes, int siteBytes) => NamesOffset + 1 + runBytes + 1 + siteBytes + DigestBytes;
}
