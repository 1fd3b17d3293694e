using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>The shares dealt to the site arrived: it knows whom it masks with.</summary>
internal static class SharesArrived
{
    public static SiteState Apply(SiteContext context, SiteState state, Envelope message)
    {
        var delivery = SiteRefusalException.Translate(
            () => ShareDelivery.Decode(message.Body, state.Parameters.Members.Count));
        ThrowUnlessSharers(context, state, delivery);
        var owners = RevealSchedule.Owners(state.Self, delivery.Sharers, state.Graph());
        SiteRefusalException.ThrowUnless(
            owners.SequenceEqual(delivery.Entries.Select(entry => entry.Peer)),
            SiteRefusalReason.BadShares,
            "the shares delivered are not those of the neighbours that dealt, each once and ascending.");
        return state with
        {
            Phase = SitePhase.Masking,
            Sharers = delivery.Sharers,
            Held = Decrypt(context, state, delivery.Entries),
            SharingKey = null,
            Outbox = null,
        };
    }

    private static void ThrowUnlessSharers(SiteContext context, SiteState state, ShareDelivery delivery)
    {
        SiteRefusalException.ThrowUnless(
            delivery.Transcript == state.Transcript,
            SiteRefusalReason.CrossBound,
            "the shares were dealt after other advertisements than the site saw.");
        SiteRefusalException.ThrowUnless(
            delivery.Sharers.All(state.Advertisements.ContainsKey),
            SiteRefusalReason.Malformed,
            "a member dealt shares that advertised no keys.");
        var needed = Math.Max(state.Parameters.Threshold, context.Policy.MinimumCohort);
        SiteRefusalException.ThrowUnless(
            delivery.Sharers.Count >= needed,
            SiteRefusalReason.CohortTooSmall,
            $"{delivery.Sharers.Count} members dealt shares, {needed} are needed.");
        SiteRefusalException.ThrowUnless(
            delivery.Sharers.Contains(state.Self),
            SiteRefusalReason.SelfMissing,
            "the site's own shares are said to be missing.");

        // A sparse graph is planned for the dropouts of one list. Were each site told of other missing dealers, the
        // operator could take n - t neighbours from one site here and n - t others by the survivor set.
        SiteRefusalException.ThrowUnless(
            !state.IsSparse || delivery.Sharers.Count == state.Advertisements.Count,
            SiteRefusalReason.DealerMissing,
            $"{delivery.Sharers.Count} of {state.Advertisements.Count} members dealt shares; on a sparse graph all must, or a new attempt begins.");
    }

    private static HeldShares[] Decrypt(SiteContext context, SiteState state, IReadOnlyList<SealedShares> entries)
    {
        var held = new HeldShares[entries.Count];
        var agreed = context.Agree(state, [.. entries.Select(entry => entry.Peer)]);
        for (var i = 0; i < held.Length; i++)
        {
            var entry = entries[i];
            held[i] = ShareCipher.Decrypt(state.Context, agreed[i], state.Self, entry) ?? throw new SiteRefusalException(
                SiteRefusalReason.BadShares,
                $"the shares from '{state.Parameters.Members[entry.Peer].Site}' are not authentic, or not what it committed to.");
        }

        return held;
    }
}
