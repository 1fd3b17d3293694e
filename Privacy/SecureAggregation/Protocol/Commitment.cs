using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Sharing;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>SHA-256 commitments to 32 uniform bytes: hiding because nobody can guess them, binding because of the hash.</summary>
internal static class Commitment
{
    public static Hash256 ToNonce(MessageBinding binding, int owner, ReadOnlySpan<byte> nonce) =>
        Hash256.Of(Start(binding, "nonce", owner).Bytes(nonce).ToArray());

    public static Hash256 ToSeed(MessageBinding binding, int owner, ReadOnlySpan<byte> seed) =>
        Hash256.Of(Start(binding, "seed", owner).Bytes(seed).ToArray());

    public static Hash256 ToShare(
        MessageBinding binding, Hash256 transcript, int owner, int holder, SecretKind kind, ReadOnlySpan<byte> share) =>
        Hash256.Of(Start(binding, "share", owner).Hash(transcript).UInt16(holder).Byte((byte)kind).Bytes(share).ToArray());

    private static WireWriter Start(MessageBinding binding, string what, int owner) =>
        binding.WriteTo(new WireWriter().Text($"tapestry secure aggregation 1: commitment to {what}")).UInt16(owner);
}
