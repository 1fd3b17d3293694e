using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>What a region checks about the content of each kind of message.</summary>
internal static class RegionChecks
{
    /// <exception cref="RegionRefusalException">The content is not what the handshake allows.</exception>
    public static void ThrowUnlessSound(RegionState state, Envelope message)
    {
        switch (message.Kind)
        {
            case MessageKind.Advertisement:
                Check(state, Read(() => Advertisement.Decode(message.Body)));
                break;
            case MessageKind.NonceReveal:
                Check(state, message.Sender, Read(() => NonceReveal.Decode(message.Body)));
                break;
            case MessageKind.EncryptedShares:
                Check(state, message.Sender, Read(() => EncryptedShares.Decode(message.Body, state.Parameters.Members.Count)));
                break;
            case MessageKind.MaskedInput:
                Check(state, Read(() => MaskedInput.Decode(message.Body)));
                break;
            case MessageKind.SurvivorSignature:
                ThrowUnlessView(Read(() => SurvivorSignature.Decode(message.Body)).Agreement == state.Agreement, message.Kind);
                break;
            case MessageKind.UnmaskShares:
                Check(state, message.Sender, Read(() => UnmaskShares.Decode(message.Body, state.Parameters.Members.Count)));
                break;
        }
    }

    private static void Check(RegionState state, Advertisement advertisement)
    {
        var taken = state.Advertisements().Values.SelectMany(other => new[] { other.SharingKey, other.MaskingKey });
        P256Point[] keys = [advertisement.SharingKey, advertisement.MaskingKey];
        RegionRefusalException.ThrowUnless(
            keys[0] != keys[1] && !taken.Any(keys.Contains) && Array.TrueForAll(keys, IsOnCurve),
            RegionRefusalReason.UnusableKey,
            "a key is on no curve, stands in another advertisement, or serves two purposes; draw fresh ones.");
    }

    private static void Check(RegionState state, int sender, NonceReveal reveal)
    {
        ThrowUnlessView(reveal.Advertisements == state.AdvertisementHash, MessageKind.NonceReveal);
        RegionRefusalException.ThrowUnless(
            Commitment.ToNonce(state.Binding, sender, reveal.Nonce) == state.Advertisements()[sender].NonceCommitment,
            RegionRefusalReason.CommitmentBroken,
            $"the nonce of member {sender} is not the one it committed to.");
    }

    private static void Check(RegionState state, int sender, EncryptedShares shares)
    {
        ThrowUnlessView(shares.Transcript == state.Transcript, MessageKind.EncryptedShares);
        RegionRefusalException.ThrowUnless(
            RevealSchedule.Owners(sender, state.Advertised, state.Graph()).SequenceEqual(shares.Entries.Select(entry => entry.Peer)),
            RegionRefusalReason.WrongShares,
            $"member {sender} dealt shares to others than its neighbours and itself, each once and ascending.");
    }

    private static void Check(RegionState state, MaskedInput input)
    {
        ThrowUnlessView(input.View == state.View, MessageKind.MaskedInput);
        RegionRefusalException.ThrowUnless(
            input.Digests.Count == state.Parameters.MaskedShards.Count,
            RegionRefusalReason.Malformed,
            $"{input.Digests.Count} digests for {state.Parameters.MaskedShards.Count} masked shards.");
    }

    private static void Check(RegionState state, int sender, UnmaskShares shares)
    {
        ThrowUnlessView(shares.Agreement == state.Agreement, MessageKind.UnmaskShares);
        RegionRefusalException.ThrowUnless(
            RevealSchedule.Of(sender, state.Survivors, state.Sharers, state.Graph())
                .SequenceEqual(shares.Shares.Select(share => (share.Owner, share.Kind))),
            RegionRefusalReason.WrongShares,
            $"member {sender} must reveal one share of each neighbour, the seed's of survivors and the key's of dropouts.");
        foreach (var share in shares.Shares)
        {
            var dealt = state.Dealt(share.Owner).Entries.First(entry => entry.Peer == sender);
            var committed = share.Kind == Sharing.SecretKind.SelfMaskSeed ? dealt.SeedShareCommitment : dealt.KeyShareCommitment;
            RegionRefusalException.ThrowUnless(
                Commitment.ToShare(state.Binding, state.Transcript, share.Owner, sender, share.Kind, share.Value) == committed,
                RegionRefusalReason.CommitmentBroken,
                $"the share of member {share.Owner} that member {sender} reveals is not the one that was dealt to it.");
        }
    }

    private static bool IsOnCurve(P256Point key)
    {
        try
        {
            using var imported = ECDiffieHellman.Create(key.ToParameters());
            return true;
        }
        catch (CryptographicException)
        {
            // The platform refuses points off the curve.
            return false;
        }
    }

    private static void ThrowUnlessView(bool same, MessageKind kind) => RegionRefusalException.ThrowUnless(
        same, RegionRefusalReason.DifferentView, $"the sender of the {kind} saw other members or messages than the region.");

    private static T Read<T>(Func<T> read) => RegionRefusalException.Translate(read);
}
