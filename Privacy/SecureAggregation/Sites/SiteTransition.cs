using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Sites.Transitions;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>Which message a site takes in which phase, and what it says to all others.</summary>
internal static class SiteTransition
{
    public static SiteState Apply(SiteContext context, SiteState state, Envelope message) => (state.Phase, message.Kind) switch
    {
        (SitePhase.Advertised, MessageKind.AdvertisementList) => AdvertisementsArrived.Apply(context, state, message),
        (SitePhase.NonceRevealed, MessageKind.NonceList) => NoncesArrived.Apply(context, state, message),
        (SitePhase.SharesDealt, MessageKind.ShareDelivery) => SharesArrived.Apply(context, state, message),
        (SitePhase.InputCommitted, MessageKind.SurvivorProposal) => SurvivorsProposed.Apply(context, state, message),
        (SitePhase.SurvivorsSigned, MessageKind.UnmaskRequest) => UnmaskRequested.Apply(context, state, message),
        (SitePhase.SurvivorsSigned or SitePhase.Unmasked, MessageKind.SurvivorProposal) =>
            throw SurvivorsProposed.RefuseAgain(state, message),
        (SitePhase.Unmasked, MessageKind.UnmaskRequest) => throw new SiteRefusalException(
            SiteRefusalReason.SecondUnmaskRequest, "the site answered the round's one unmask request; send again what it answered."),
        _ => throw Refuse(state, message),
    };

    private static SiteRefusalException Refuse(SiteState state, Envelope message) => new(
        state.Phase > Taken(message.Kind) ? SiteRefusalReason.Replayed : SiteRefusalReason.OutOfOrder,
        $"a {message.Kind} has no place in phase {state.Phase}.");

    /// <summary>The phase that takes the kind; a kind that no site takes is out of order in every phase.</summary>
    private static SitePhase Taken(MessageKind kind) => kind switch
    {
        MessageKind.AdvertisementList => SitePhase.Advertised,
        MessageKind.NonceList => SitePhase.NonceRevealed,
        MessageKind.ShareDelivery => SitePhase.SharesDealt,
        MessageKind.SurvivorProposal => SitePhase.InputCommitted,
        MessageKind.UnmaskRequest => SitePhase.SurvivorsSigned,
        _ => SitePhase.Abandoned,
    };
}
