using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>The region asks for shares: reveal one of each neighbour, once, if enough others agreed to the same set.</summary>
internal static class UnmaskRequested
{
    public static SiteState Apply(SiteContext context, SiteState state, Envelope message)
    {
        var request = SiteRefusalException.Translate(
            () => UnmaskRequest.Decode(message.Body, state.Parameters.Members.Count));
        ThrowUnlessSigned(state, request);
        ThrowUnlessAgreed(context, state, request.Signatures);
        var held = state.Held.ToDictionary(shares => shares.Owner);
        var revealed = RevealSchedule.Of(state.Self, state.Survivors, state.Sharers, state.Graph())
            .Select(entry => new RevealedShare(entry.Owner, entry.Kind, held[entry.Owner].Share(entry.Kind)))
            .ToList();
        var shares = new UnmaskShares(state.Agreement(state.Survivors), revealed);
        return state with
        {
            Phase = SitePhase.Unmasked,
            Held = [],
            Outbox = context.Seal(state, MessageKind.UnmaskShares, Party.Region, shares.Encode()),
        };
    }

    private static void ThrowUnlessSigned(SiteState state, UnmaskRequest request)
    {
        SiteRefusalException.ThrowUnless(
            !request.Survivors.Any(request.Dropouts.Contains),
            SiteRefusalReason.ListsDisagree,
            "a member stands among survivors and dropouts; both its secrets would be revealed.");
        SiteRefusalException.ThrowUnless(
            request.Survivors.Equals(state.Survivors),
            SiteRefusalReason.SurvivorSetDifferent,
            $"the request is for {request.Survivors}, the site signed {state.Survivors}.");
        SiteRefusalException.ThrowUnless(
            request.Dropouts.Equals(state.Sharers.Without(state.Survivors)),
            SiteRefusalReason.ListsDisagree,
            "the dropouts are not exactly the members that dealt shares and do not survive.");
    }

    private static void ThrowUnlessAgreed(SiteContext context, SiteState state, IReadOnlyList<Envelope> signatures)
    {
        context.ThrowUnlessSigned(state, MessageKind.SurvivorSignature, signatures);
        var agreement = state.Agreement(state.Survivors);
        foreach (var signature in signatures)
        {
            var signed = SiteRefusalException.Translate(() => SurvivorSignature.Decode(signature.Body)).Agreement;
            SiteRefusalException.ThrowUnless(
                signed == agreement && state.Survivors.Contains(signature.Sender),
                SiteRefusalReason.SurvivorSetDifferent,
                $"member {signature.Sender} is no survivor, or signed another agreement.");
        }

        SiteRefusalException.ThrowUnless(
            signatures.Count >= state.Parameters.Threshold,
            SiteRefusalReason.TooFewSignatures,
            $"{signatures.Count} members signed the survivor set, {state.Parameters.Threshold} must.");
    }
}
