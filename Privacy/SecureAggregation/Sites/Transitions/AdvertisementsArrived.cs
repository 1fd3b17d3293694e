using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>Everybody's keys arrived: reveal the nonce if the graph is sparse, else deal shares at once.</summary>
internal static class AdvertisementsArrived
{
    public static SiteState Apply(SiteContext context, SiteState state, Envelope message)
    {
        var list = SiteRefusalException.Translate(() => MessageList.Decode(message.Body));
        var advertisements = Read(context, state, list);
        ThrowUnlessEnough(context, state, advertisements);
        ThrowUnlessFresh(advertisements);
        var next = state with
        {
            Advertisements = advertisements,
            Transcript = RoundTranscript.Advertisements(state.Binding, advertisements),
        };
        return next.IsSparse ? Reveal(context, next) : ShareDealing.Deal(context, next);
    }

    private static Dictionary<int, Advertisement> Read(SiteContext context, SiteState state, Envelope[] list)
    {
        context.ThrowUnlessSigned(state, MessageKind.Advertisement, list);
        return SiteRefusalException.Translate(
            () => list.ToDictionary(entry => entry.Sender, entry => Advertisement.Decode(entry.Body)));
    }

    private static void ThrowUnlessEnough(
        SiteContext context, SiteState state, Dictionary<int, Advertisement> advertisements)
    {
        var needed = Math.Max(state.Parameters.Threshold, context.Policy.MinimumCohort);
        SiteRefusalException.ThrowUnless(
            advertisements.Count >= needed,
            SiteRefusalReason.CohortTooSmall,
            $"{advertisements.Count} members advertised keys, {needed} are needed.");
        SiteRefusalException.ThrowUnless(
            advertisements.TryGetValue(state.Self, out var own) && own == state.OwnAdvertisement,
            SiteRefusalReason.SelfMissing,
            "the list does not hold the site's own advertisement as it sent it.");
    }

    private static void ThrowUnlessFresh(Dictionary<int, Advertisement> advertisements)
    {
        var keys = advertisements.Values.SelectMany(entry => new[] { entry.SharingKey, entry.MaskingKey }).ToList();
        SiteRefusalException.ThrowUnless(
            keys.Distinct().Count() == keys.Count,
            SiteRefusalReason.KeyReused,
            "a public key stands twice in the list; every key serves one member and one purpose.");
    }

    private static SiteState Reveal(SiteContext context, SiteState state)
    {
        var reveal = new NonceReveal(state.Transcript, state.GraphNonce!);
        return state with
        {
            Phase = SitePhase.NonceRevealed,
            GraphNonce = null,
            Outbox = context.Seal(state, MessageKind.NonceReveal, Party.Everyone, reveal.Encode()),
        };
    }
}
