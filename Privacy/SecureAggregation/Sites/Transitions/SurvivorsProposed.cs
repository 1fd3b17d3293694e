using Tapestry.Privacy.SecureAggregation.Messages;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>The region names the survivors: sign the set, once.</summary>
internal static class SurvivorsProposed
{
    public static SiteState Apply(SiteContext context, SiteState state, Envelope message)
    {
        var survivors = Read(state, message);
        var needed = Math.Max(state.Parameters.Threshold, context.Policy.MinimumCohort);
        SiteRefusalException.ThrowUnless(
            survivors.Count >= needed,
            SiteRefusalReason.SurvivorSetTooSmall,
            $"{survivors.Count} members survive, {needed} are needed.");
        SiteRefusalException.ThrowUnless(
            survivors.IsSubsetOf(state.Sharers),
            SiteRefusalReason.SurvivorSetNotSubset,
            $"members {survivors.Without(state.Sharers)} are said to survive but never dealt shares.");
        SiteRefusalException.ThrowUnless(
            survivors.Contains(state.Self),
            SiteRefusalReason.SelfMissing,
            "the site's own input is said to be missing, so it has nothing to agree to.");
        var signature = new SurvivorSignature(state.Agreement(survivors));
        return state with
        {
            Phase = SitePhase.SurvivorsSigned,
            Survivors = survivors,
            Outbox = context.Seal(state, MessageKind.SurvivorSignature, Party.Everyone, signature.Encode()),
        };
    }

    /// <summary>A proposal after the signature: the same is a replay, another is an attack.</summary>
    public static SiteRefusalException RefuseAgain(SiteState state, Envelope message) =>
        Read(state, message).Equals(state.Survivors)
            ? new SiteRefusalException(SiteRefusalReason.Replayed, "the site signed this survivor set already.")
            : new SiteRefusalException(
                SiteRefusalReason.SurvivorSetDifferent, $"the site signed {state.Survivors} and signs no other set.");

    private static MemberSet Read(SiteState state, Envelope message) => SiteRefusalException.Translate(
        () => SurvivorProposal.Decode(message.Body, state.Parameters.Members.Count)).Survivors;
}
