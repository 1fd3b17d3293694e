using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>The steps of a handshake: which messages each takes, from whom, and what closing it fixes.</summary>
internal static class RegionSteps
{
    /// <summary>The kind that a phase collects; null when it collects none.</summary>
    public static MessageKind? Collects(RegionPhase phase) => phase switch
    {
        RegionPhase.Advertising => MessageKind.Advertisement,
        RegionPhase.RevealingNonces => MessageKind.NonceReveal,
        RegionPhase.DealingShares => MessageKind.EncryptedShares,
        RegionPhase.CollectingInputs => MessageKind.MaskedInput,
        RegionPhase.SigningSurvivors => MessageKind.SurvivorSignature,
        RegionPhase.Unmasking => MessageKind.UnmaskShares,
        _ => null,
    };

    /// <summary>The phase that collects a kind; null for kinds that only regions send.</summary>
    public static RegionPhase? CollectedIn(MessageKind kind) =>
        Enum.GetValues<RegionPhase>().Where(phase => Collects(phase) == kind).Cast<RegionPhase?>().FirstOrDefault();

    /// <summary>To whom a member addresses a kind: to everyone what the region forwards as it was signed.</summary>
    public static int ReceiverOf(MessageKind kind) =>
        kind is MessageKind.Advertisement or MessageKind.NonceReveal or MessageKind.SurvivorSignature ? Party.Everyone : Party.Region;

    /// <summary>Members that may send in the present phase.</summary>
    public static MemberSet Expected(RegionState state) => state.Phase switch
    {
        RegionPhase.Advertising => new MemberSet(Enumerable.Range(0, state.Parameters.Members.Count)),
        RegionPhase.RevealingNonces or RegionPhase.DealingShares => state.Advertised,
        RegionPhase.CollectingInputs => state.Sharers,
        RegionPhase.SigningSurvivors => state.Survivors,
        RegionPhase.Unmasking => state.Senders(MessageKind.SurvivorSignature),
        _ => MemberSet.Empty,
    };

    /// <summary>Closes the present phase with what arrived.</summary>
    public static void Close(RegionState state)
    {
        switch (state.Phase)
        {
            case RegionPhase.Advertising:
                CloseAdvertisements(state);
                break;
            case RegionPhase.RevealingNonces:
                CloseNonces(state);
                break;
            case RegionPhase.DealingShares:
                CloseDealing(state);
                break;
            case RegionPhase.CollectingInputs:
                state.Survivors = state.Senders(MessageKind.MaskedInput);
                Next(state, state.Survivors.Count, AbandonReason.TooFewInputs, RegionPhase.SigningSurvivors);
                break;
            case RegionPhase.SigningSurvivors:
                var signed = state.Arrived(MessageKind.SurvivorSignature).Count;
                Next(state, signed, AbandonReason.TooFewSignatures, RegionPhase.Unmasking);
                break;
            case RegionPhase.Unmasking:
                Abandon(state, AbandonReason.TooFewShares, MemberSet.Empty);
                break;
        }
    }

    public static void Abandon(RegionState state, AbandonReason reason, MemberSet blamed) =>
        (state.Phase, state.AbandonReason, state.Blamed) = (RegionPhase.Abandoned, reason, blamed);

    private static void Next(RegionState state, int members, AbandonReason otherwise, RegionPhase next)
    {
        if (members >= state.Parameters.Threshold)
        {
            state.Phase = next;
        }
        else
        {
            Abandon(state, otherwise, MemberSet.Empty);
        }
    }

    private static void CloseAdvertisements(RegionState state)
    {
        state.Advertised = state.Senders(MessageKind.Advertisement);
        state.AdvertisementHash = RoundTranscript.Advertisements(state.Binding, state.Advertisements());
        state.Transcript = state.AdvertisementHash;
        var next = state.IsSparse ? RegionPhase.RevealingNonces : RegionPhase.DealingShares;
        Next(state, state.Advertised.Count, AbandonReason.TooFewAdvertisements, next);
    }

    private static void CloseNonces(RegionState state)
    {
        if (AbandonIfWithheld(state, MessageKind.NonceReveal, AbandonReason.NonceWithheld))
        {
            return;
        }

        var nonces = state.Arrived(MessageKind.NonceReveal)
            .ToDictionary(entry => entry.Key, entry => NonceReveal.Decode(entry.Value.Body).Nonce);
        state.Transcript = RoundTranscript.GraphSeed(state.Binding, state.AdvertisementHash, nonces);
        state.Phase = RegionPhase.DealingShares;
    }

    /// <summary>On a sparse graph all that advertised must deal; no site takes a delivery in which one is missing.</summary>
    private static void CloseDealing(RegionState state)
    {
        if (!state.IsSparse || !AbandonIfWithheld(state, MessageKind.EncryptedShares, AbandonReason.SharesWithheld))
        {
            state.Sharers = state.Senders(MessageKind.EncryptedShares);
            Next(state, state.Sharers.Count, AbandonReason.TooFewSharers, RegionPhase.CollectingInputs);
        }
    }

    private static bool AbandonIfWithheld(RegionState state, MessageKind kind, AbandonReason reason)
    {
        var withheld = state.Advertised.Without(state.Senders(kind));
        if (withheld.Count > 0)
        {
            Abandon(state, reason, withheld);
        }

        return withheld.Count > 0;
    }
}
