using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>Splits the two secrets and encrypts a pair of shares to every neighbour, itself included.</summary>
internal static class ShareDealing
{
    public static SiteState Deal(SiteContext context, SiteState state)
    {
        var advertised = new MemberSet(state.Advertisements.Keys);
        var holders = RevealSchedule.Owners(state.Self, advertised, state.Graph());
        var threshold = state.Parameters.Graph.ShareThreshold;
        SiteRefusalException.ThrowUnless(
            holders.Count >= threshold,
            SiteRefusalReason.NeighbourhoodTooSmall,
            $"{holders.Count} neighbours take part, {threshold} must be able to recover a secret.");
        var seeds = SecretSharing.Split(state.SelfSeed, threshold, holders, context.Random);
        var keys = SecretSharing.Split(state.MaskingKey, threshold, holders, context.Random);
        var entries = Encrypt(state, holders, seeds, keys);
        return state with
        {
            Phase = SitePhase.SharesDealt,
            GraphNonce = null,
            Outbox = context.Seal(
                state, MessageKind.EncryptedShares, Party.Region, new EncryptedShares(state.Transcript, entries).Encode()),
        };
    }

    private static SealedShares[] Encrypt(SiteState state, MemberSet holders, byte[][] seeds, byte[][] keys)
    {
        using var own = AgreementKey.Import(state.SharingKey!);
        var entries = new SealedShares[holders.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var shares = HeldShares.Of(state.Context, state.Self, holders[i], seeds[i], keys[i]);
            var agreed = PeerAgreement.With(own, holders[i], state.Advertisements[holders[i]].SharingKey);
            var ciphertext = ShareCipher.Encrypt(state.Context, agreed, state.Self, holders[i], shares);
            entries[i] = new SealedShares(holders[i], shares.SeedCommitment, shares.KeyCommitment, ciphertext);
            CryptographicOperations.ZeroMemory(agreed);
            shares.Erase();
        }

        return entries;
    }
}
