using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Sites.Transitions;
using Tapestry.Kernels.Masking;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>
/// A site's side of one handshake: messages in, steps out; no I/O, no clock. Every step is to be persisted before its
/// message is sent. A refusal leaves the state as it was. One caller at a time.
/// </summary>
public sealed class SiteSession : IDisposable
{
    private readonly SiteContext _context;
    private SiteState _state;
    private SiteMasks? _masks;

    private SiteSession(SiteEnvironment environment, SiteState state) =>
        (_context, _state) = (new SiteContext(environment), state);

    /// <summary>Where the site stands.</summary>
    public SitePhase Phase => _state.Phase;

    /// <summary>The public parameters of the round.</summary>
    public SecureRoundParameters Parameters => _state.Parameters;

    /// <summary>The last message, to be sent again after a restart or a lost connection; null when there is none.</summary>
    public byte[]? Outbox => _state.Outbox;

    /// <summary>Begins a handshake: checks the parameters and draws fresh keys.</summary>
    /// <param name="environment">The site.</param>
    /// <param name="parameters">Public parameters as the ticket carries them: <see cref="SecureRoundParameters.Encode"/>.</param>
    /// <param name="expected">What the site trained for.</param>
    /// <param name="earlierState">
    /// State of the last handshake for the same round, when there was one: an input leaves once a round.
    /// </param>
    /// <returns>The session, and the step that advertises the keys.</returns>
    /// <exception cref="SiteRefusalException">The site does not take part; nothing was drawn.</exception>
    public static (SiteSession Session, SiteStep Step) Begin(
        SiteEnvironment environment, byte[] parameters, RoundExpectation expected, byte[]? earlierState = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(expected);
        var decoded = SiteRefusalException.Translate(() => SecureRoundParameters.Decode(parameters));
        var earlier = earlierState is null
            ? null
            : SiteRefusalException.Translate(() => SiteStateCodec.Decode(earlierState));
        var session = new SiteSession(environment, SiteOpening.Open(environment, decoded, expected, earlier));
        earlier?.EraseUnless(null);
        return (session, session.Step());
    }

    /// <summary>Takes up a handshake after a restart.</summary>
    /// <param name="environment">The site.</param>
    /// <param name="state">The last state that was persisted.</param>
    /// <exception cref="SiteRefusalException">The state is damaged or of a version that this build does not read.</exception>
    public static SiteSession Restore(SiteEnvironment environment, byte[] state)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new SiteSession(environment, SiteRefusalException.Translate(() => SiteStateCodec.Decode(state)));
    }

    /// <summary>Takes a message of the region.</summary>
    /// <returns>What to persist, then what to send.</returns>
    /// <exception cref="SiteRefusalException">The message is refused; the state is as before.</exception>
    public SiteStep Receive(ReadOnlySpan<byte> message)
    {
        var bytes = message.ToArray();
        var envelope = SiteRefusalException.Translate(() => Envelope.Open(bytes));
        SiteContext.ThrowUnlessBound(_state, envelope);
        SiteRefusalException.ThrowUnless(
            envelope.Sender == Party.Region && envelope.Receiver == _state.Self,
            SiteRefusalReason.CrossBound,
            $"a {envelope.Kind} from {envelope.Sender} is addressed to {envelope.Receiver}; the site is member {_state.Self}.");
        return Move(SiteTransition.Apply(_context, _state, envelope));
    }

    /// <summary>
    /// The masks to add to one packed shard: one for every neighbour and the site's own. Nothing masked with them may
    /// leave before <see cref="CommitInput"/>, and then only the bytes committed to.
    /// </summary>
    /// <param name="shard">Index in <see cref="SecureRoundParameters.MaskedShards"/>.</param>
    /// <exception cref="SiteRefusalException">The masks are not known yet, or already gone.</exception>
    public MaskKey[] MasksFor(int shard)
    {
        ThrowUnlessMasking();
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Parameters.MaskedShards.Count);
        return (_masks ??= new SiteMasks(_state)).For(shard);
    }

    /// <summary>Fixes the masked input and erases what its masks came from. Keep the masked bytes until the round ends.</summary>
    /// <param name="digests">SHA-256 of each masked shard as it will be uploaded, in the order of the shards.</param>
    /// <exception cref="SiteRefusalException">The input was fixed before, or the masks are not known yet.</exception>
    /// <exception cref="ArgumentException">Another number of shards.</exception>
    public SiteStep CommitInput(IReadOnlyList<Hash256> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        ThrowUnlessMasking();
        if (digests.Count != Parameters.MaskedShards.Count)
        {
            throw new ArgumentException(
                $"{digests.Count} digests for {Parameters.MaskedShards.Count} masked shards.", nameof(digests));
        }

        return Move(InputCommitment.Apply(_context, _state, digests));
    }

    /// <summary>Leaves the handshake and erases every secret. Whether the input left stays on record.</summary>
    public SiteStep Abandon() => Move(_state with
    {
        Phase = SitePhase.Abandoned,
        SharingKey = null,
        MaskingKey = null,
        SelfSeed = null,
        GraphNonce = null,
        Held = [],
        Outbox = null,
    });

    /// <summary>The state as versioned bytes; it holds secrets until the handshake ends.</summary>
    public byte[] Save() => SiteStateCodec.Encode(_state);

    /// <summary>Erases what is in memory; what was persisted stays.</summary>
    public void Dispose()
    {
        _masks?.Dispose();
        _context.Dispose();
        _state.EraseUnless(null);
    }

    private void ThrowUnlessMasking() => SiteRefusalException.ThrowUnless(
        Phase == SitePhase.Masking,
        Phase < SitePhase.Masking ? SiteRefusalReason.OutOfOrder : SiteRefusalReason.AlreadyContributed,
        $"an input is masked and committed in phase {SitePhase.Masking}; the site is in {Phase}.");

    private SiteStep Move(SiteState next)
    {
        if (next.Phase != SitePhase.Masking)
        {
            _masks?.Dispose();
            _masks = null;
        }

        if (next.SharingKey is null)
        {
            _context.Dispose();
        }

        // Encoded first: what cannot be persisted must not come into force.
        var step = new SiteStep(SiteStateCodec.Encode(next), next.Outbox);
        _state.EraseUnless(next);
        _state = next;
        return step;
    }

    private SiteStep Step() => new(Save(), Outbox);
}
