using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>All parts of the graph's seed arrived: the graph is known, deal shares.</summary>
internal static class NoncesArrived
{
    public static SiteState Apply(SiteContext context, SiteState state, Envelope message)
    {
        var list = SiteRefusalException.Translate(() => MessageList.Decode(message.Body));
        context.ThrowUnlessSigned(state, MessageKind.NonceReveal, list);
        var nonces = new Dictionary<int, byte[]>();
        foreach (var entry in list)
        {
            var reveal = SiteRefusalException.Translate(() => NonceReveal.Decode(entry.Body));
            SiteRefusalException.ThrowUnless(
                reveal.Advertisements == state.Transcript
                    && state.Advertisements.TryGetValue(entry.Sender, out var advertisement)
                    && Commitment.ToNonce(state.Binding, entry.Sender, reveal.Nonce) == advertisement.NonceCommitment,
                SiteRefusalReason.BadGraphNonce,
                $"the nonce of member {entry.Sender} is not the one it committed to, or it saw other advertisements.");
            nonces.Add(entry.Sender, reveal.Nonce);
        }

        // Without this, a member that withholds its nonce after seeing the others' would choose between two graphs.
        SiteRefusalException.ThrowUnless(
            nonces.Count == state.Advertisements.Count,
            SiteRefusalReason.BadGraphNonce,
            $"{nonces.Count} of {state.Advertisements.Count} members revealed their nonce; all must, or a new attempt begins.");
        return ShareDealing.Deal(
            context,
            state with { Transcript = RoundTranscript.GraphSeed(state.Binding, state.Transcript, nonces) });
    }
}
