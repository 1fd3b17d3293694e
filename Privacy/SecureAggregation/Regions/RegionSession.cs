using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Unmasking;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>
/// The region's side of one handshake: messages in, phases on; no I/O, no clock, no randomness. The host persists
/// <see cref="Save"/> with every change and closes phases at its deadlines; members ask for what the region has to say.
/// A refusal leaves the state as it was. One caller at a time.
/// </summary>
public sealed class RegionSession
{
    private readonly RegionState _state;

    private RegionSession(RegionState state) => _state = state;

    /// <summary>Where the handshake stands.</summary>
    public RegionPhase Phase => _state.Phase;

    /// <summary>Why it was abandoned; <see cref="AbandonReason.None"/> while it was not.</summary>
    public AbandonReason AbandonReason => _state.AbandonReason;

    /// <summary>Members to leave out of the next attempt; empty when nobody in particular is at fault.</summary>
    public MemberSet Blamed => _state.Blamed;

    /// <summary>The public parameters.</summary>
    public SecureRoundParameters Parameters => _state.Parameters;

    /// <summary>Members that dealt shares; empty before that is closed.</summary>
    public MemberSet Sharers => _state.Sharers;

    /// <summary>Members whose inputs count; empty before inputs are closed.</summary>
    public MemberSet Survivors => _state.Survivors;

    /// <summary>Members whose answer the present phase still waits for.</summary>
    public MemberSet Awaited => RegionSteps.Collects(Phase) is { } kind
        ? RegionSteps.Expected(_state).Without(_state.Senders(kind))
        : MemberSet.Empty;

    /// <summary>Begins a handshake.</summary>
    /// <exception cref="Errors.SecureAggregationException">The parameters are not sound.</exception>
    public static RegionSession Begin(SecureRoundParameters parameters) => new(new RegionState(parameters));

    /// <summary>Takes up a handshake.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <exception cref="Errors.SecureAggregationException">The bytes are damaged or of another version.</exception>
    public static RegionSession Restore(ReadOnlySpan<byte> state) => new(RegionStateCodec.Decode(state));

    /// <summary>The state as versioned bytes: what arrived, and where each phase was closed.</summary>
    public byte[] Save() => RegionStateCodec.Encode(_state);

    /// <summary>Takes a message of a site. A phase that all have answered closes by itself.</summary>
    /// <param name="message">Bytes as received.</param>
    /// <param name="verifier">Checks the signature; may serve many handshakes.</param>
    /// <returns>False when the very message had arrived before; then nothing changed.</returns>
    /// <exception cref="RegionRefusalException">The message is refused; the state is as before.</exception>
    public bool Receive(ReadOnlySpan<byte> message, SignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        var bytes = message.ToArray();
        var envelope = RegionRefusalException.Translate(() => Envelope.Open(bytes));
        ThrowUnlessBound(envelope);
        if (_state.Arrived(envelope.Kind).TryGetValue(envelope.Sender, out var before)
            && before.Bytes.AsSpan().SequenceEqual(bytes))
        {
            return false;
        }

        ThrowUnlessExpected(envelope, before);
        RegionRefusalException.ThrowUnless(
            envelope.IsSignedBy(Parameters.Members[envelope.Sender].IdentityKey, verifier),
            RegionRefusalReason.BadSignature,
            $"the {envelope.Kind} is not signed by '{Parameters.Members[envelope.Sender].Site}'.");
        RegionChecks.ThrowUnlessSound(_state, envelope);
        _state.Arrived(envelope.Kind).Add(envelope.Sender, envelope);
        Advance();
        return true;
    }

    /// <summary>Closes the present phase at its deadline: goes on with what arrived, or abandons the handshake.</summary>
    public void Close() => RegionSteps.Close(_state);

    /// <summary>Ends a handshake that is not finished.</summary>
    public void Cancel()
    {
        if (Phase is not (RegionPhase.Unmasked or RegionPhase.Abandoned))
        {
            RegionSteps.Abandon(_state, AbandonReason.Cancelled, MemberSet.Empty);
        }
    }

    /// <summary>What a member is to be told now; null when it has to wait, or has no part any more.</summary>
    /// <param name="member">Index of the member.</param>
    public byte[]? MessageFor(int member) => RegionMessages.For(_state, member);

    /// <summary>SHA-256 of each masked shard that a member committed to; what is uploaded must match.</summary>
    /// <param name="member">A member whose input arrived.</param>
    /// <exception cref="KeyNotFoundException">Its input did not arrive.</exception>
    public IReadOnlyList<Hash256> InputDigests(int member) =>
        MaskedInput.Decode(_state.Arrived(MessageKind.MaskedInput)[member].Body).Digests;

    /// <summary>All that is needed to unmask the sum, and to check it later; in phase <see cref="RegionPhase.Unmasked"/>.</summary>
    /// <exception cref="InvalidOperationException">The handshake is in another phase.</exception>
    public UnmaskingRecord Record() => Phase == RegionPhase.Unmasked
        ? UnmaskingRecord.Of(_state, SecretRecovery.TryRecover(_state)!)
        : throw new InvalidOperationException($"Nothing is unmasked in phase {Phase}.");

    private void ThrowUnlessBound(Envelope message)
    {
        var difference = _state.Binding.DifferenceFrom(message.Binding);
        RegionRefusalException.ThrowUnless(
            difference is null, RegionRefusalReason.CrossBound, $"the {message.Kind} is bound to another {difference}.");
        RegionRefusalException.ThrowUnless(
            message.Receiver == RegionSteps.ReceiverOf(message.Kind) && message.Sender < Parameters.Members.Count,
            RegionRefusalReason.CrossBound,
            $"the {message.Kind} goes from {message.Sender} to {message.Receiver}, not from a member to {RegionSteps.ReceiverOf(message.Kind)}.");
    }

    private void ThrowUnlessExpected(Envelope message, Envelope? before)
    {
        RegionRefusalException.ThrowUnless(
            before is null, RegionRefusalReason.Conflicting, $"member {message.Sender} sent another {message.Kind} before.");
        var phase = RegionSteps.CollectedIn(message.Kind);
        RegionRefusalException.ThrowUnless(
            phase is not null, RegionRefusalReason.Malformed, $"a {message.Kind} comes from regions only.");
        RegionRefusalException.ThrowUnless(
            phase >= Phase, RegionRefusalReason.Late, $"the {message.Kind} of member {message.Sender} came after its step was closed.");
        RegionRefusalException.ThrowUnless(
            phase == Phase, RegionRefusalReason.OutOfOrder, $"a {message.Kind} has no place in phase {Phase} yet.");
        RegionRefusalException.ThrowUnless(
            RegionSteps.Expected(_state).Contains(message.Sender),
            RegionRefusalReason.NotExpected,
            $"member {message.Sender} has no part in phase {Phase}.");
    }

    private void Advance()
    {
        if (Phase == RegionPhase.Unmasking)
        {
            Finish();
        }
        else if (Awaited.Count == 0)
        {
            Close();
        }
    }

    private void Finish()
    {
        if (SecretRecovery.TryRecover(_state) is not { } secrets)
        {
            if (Awaited.Count == 0)
            {
                Close();
            }

            return;
        }

        var cheaters = SecretRecovery.Cheaters(_state, secrets);
        if (cheaters.Count > 0)
        {
            RegionSteps.Abandon(_state, AbandonReason.DealerCheated, cheaters);
        }
        else
        {
            _state.Phase = RegionPhase.Unmasked;
        }
    }
}
