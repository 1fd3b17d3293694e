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
        var seeds = SecretSharing.Split(state.SelfSeed, threshold, holders, context.Random);
        var keys = SecretSharing.Split(state.MaskingKey, threshold, holders, context.Random);
        var entries = Encrypt(context, state, holders, seeds, keys);
        return state with
        {
            Phase = SitePhase.SharesDealt,
            GraphNonce = null,
            Outbox = context.Seal(
                state, MessageKind.EncryptedShares, Party.Region, new EncryptedShares(state.Transcript, entries).Encode()),
        };
    }

    private static SealedShares[] Encrypt(
        SiteContext context, SiteState state, MemberSet holders, byte[][] seeds, byte[][] keys)
    {
        var entries = new SealedShares[holders.Count];
        var agreed = context.Agree(state, holders);
        for (var i = 0; i < entries.Length; i++)
        {
            var shares = HeldShares.Of(state.Context, state.Self, holders[i], seeds[i], keys[i]);
            var ciphertext = ShareCipher.Encrypt(state.Context, agreed[i], state.Self, holders[i], shares);
            entries[i] = new SealedShares(holders[i], shares.SeedCommitment, shares.KeyCommitment, ciphertext);
            shares.Erase();
        }

        return entries;
    }
}
