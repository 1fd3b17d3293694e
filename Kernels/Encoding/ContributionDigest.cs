using System.Security.Cryptography;

namespace Tapestry.Kernels.Encoding;

/// <summary>The frame's SHA-256: header before the digest, then payload. No bit of a frame is outside it.</summary>
internal static class ContributionDigest
{
    public static void Compute(ReadOnlySpan<byte> frame, int headerBytes, Span<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(frame[..(headerBytes - HeaderLayout.DigestBytes)]);
        hash.AppendData(frame[headerBytes..]);
        hash.GetHashAndReset(digest);
    }

    /// <exception cref="ContributionDigestException">The bytes have another digest than the header states.</exception>
    public static void ThrowUnlessMatching(ReadOnlySpan<byte> frame, ContributionHeader header)
    {
        Span<byte> actual = stackalloc byte[HeaderLayout.DigestBytes];
        Compute(frame, header.HeaderBytes, actual);
        var text = Convert.ToHexStringLower(actual);
        if (text != header.Digest)
        {
            throw new ContributionDigestException(header.Digest, text);
        }
    }
}
