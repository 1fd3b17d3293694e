using System.Security.Cryptography;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>Mask keys of shards from secrets: HKDF-SHA256 (RFC 5869), the transcript as salt.</summary>
internal static class MaskDerivation
{
    /// <summary>Pseudorandom key of a secret; the caller erases it.</summary>
    public static byte[] Extract(KeyContext context, ReadOnlySpan<byte> secret)
    {
        var key = new byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, context.Transcript.ToArray(), key);
        return key;
    }

    /// <summary>Mask of a pair for one shard: the lower index is the sender, so that both ends derive the same.</summary>
    public static MaskKey Pairwise(KeyContext context, ReadOnlySpan<byte> pairKey, PairwiseTerm term, int shard) => Expand(
        context,
        pairKey,
        "pairwise mask",
        Math.Min(term.Member, term.Peer),
        Math.Max(term.Member, term.Peer),
        shard,
        term.Sign);

    /// <summary>Self mask for one shard.</summary>
    public static MaskKey Self(KeyContext context, ReadOnlySpan<byte> seedKey, int member, int shard, MaskSign sign) =>
        Expand(context, seedKey, "self mask", member, member, shard, sign);

    private static MaskKey Expand(
        KeyContext context, ReadOnlySpan<byte> key, string purpose, int sender, int receiver, int shard, MaskSign sign)
    {
        Span<byte> output = stackalloc byte[ChaCha20.KeyBytes + ChaCha20.NonceBytes];
        HKDF.Expand(HashAlgorithmName.SHA256, key, output, context.Info(purpose, sender, receiver, shard).ToArray());
        var mask = new MaskKey(output[..ChaCha20.KeyBytes], output[ChaCha20.KeyBytes..], sign);
        CryptographicOperations.ZeroMemory(output);
        return mask;
    }
}
