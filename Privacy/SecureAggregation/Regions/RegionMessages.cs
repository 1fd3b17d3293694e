using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>What the region has to say to a member in the present phase; the same again whenever it is asked.</summary>
internal static class RegionMessages
{
    /// <summary>The message, or null when the member has to wait or has no part.</summary>
    public static byte[]? For(RegionState state, int member)
    {
        if (!RegionSteps.Expected(state).Contains(member))
        {
            return null;
        }

        return state.Phase switch
        {
            RegionPhase.RevealingNonces => List(state, member, MessageKind.AdvertisementList, MessageKind.Advertisement),
            RegionPhase.DealingShares when state.IsSparse => List(state, member, MessageKind.NonceList, MessageKind.NonceReveal),
            RegionPhase.DealingShares => List(state, member, MessageKind.AdvertisementList, MessageKind.Advertisement),
            RegionPhase.CollectingInputs => Seal(state, member, MessageKind.ShareDelivery, Delivery(state, member).Encode()),
            RegionPhase.SigningSurvivors =>
                Seal(state, member, MessageKind.SurvivorProposal, new SurvivorProposal(state.Survivors).Encode()),
            RegionPhase.Unmasking => Seal(state, member, MessageKind.UnmaskRequest, Request(state).Encode()),
            _ => null,
        };
    }

    private static ShareDelivery Delivery(RegionState state, int member)
    {
        var entries =
            from dealer in RevealSchedule.Owners(member, state.Sharers, state.Graph())
            let entry = state.Dealt(dealer).Entries.First(entry => entry.Peer == member)
            select entry with { Peer = dealer };
        return new ShareDelivery(state.Transcript, state.Sharers, [.. entries]);
    }

    /// <summary>As many signatures as the threshold asks for, of the first members that signed.</summary>
    private static UnmaskRequest Request(RegionState state) => new(
        state.Survivors,
        state.Sharers.Without(state.Survivors),
        [.. state.Arrived(MessageKind.SurvivorSignature).Values.Take(state.Parameters.Threshold)]);

    private static byte[] List(RegionState state, int member, MessageKind kind, MessageKind listed) => Seal(
        state, member, kind, MessageList.Encode([.. state.Arrived(listed).Values.Select(message => message.Bytes)]));

    private static byte[] Seal(RegionState state, int member, MessageKind kind, byte[] body) =>
        Envelope.FromRegion(kind, state.Binding, member, body);
}
