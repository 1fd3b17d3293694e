using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>The protocol's session of one round on disk: every step is durable before its message may leave.</summary>
internal sealed class Handshake : IDisposable
{
    private readonly SiteEnvironment environment;
    private readonly HandshakeStore store;
    private SiteSession? session;

    /// <summary>Takes up the round's handshake where an earlier process left it.</summary>
    /// <exception cref="SiteRefusalException">The saved state is damaged.</exception>
    public Handshake(SiteEnvironment environment, HandshakeStore store, RoundTicket ticket)
    {
        this.environment = environment;
        this.store = store;
        Ticket = ticket;
        session = store.TryLoadState(ticket.Round) is { } state ? SiteSession.Restore(environment, state) : null;
    }

    /// <summary>What the site trained by.</summary>
    public RoundTicket Ticket { get; }

    /// <summary>The message that answers the last step taken.</summary>
    public byte[] Outbox => session?.Outbox ?? throw new InvalidOperationException("No step has been taken.");

    /// <summary>True when the saved state is the answer: an earlier process took the step and may not have sent it.</summary>
    public bool HasAnswered(ProtocolInstruction instruction) => session is not null
        && session.Parameters.Attempt == instruction.Attempt && session.Phase == After(instruction.Step);

    /// <summary>Takes a step and saves the state.</summary>
    /// <param name="instruction">The region's message.</param>
    /// <param name="mask">Writes the masked frames, durably, and returns their digests.</param>
    /// <exception cref="SiteRefusalException">The protocol refuses; nothing was saved.</exception>
    /// <exception cref="HandshakeRefusedException">The parameters are not the ticket's; nothing was saved.</exception>
    public void Take(ProtocolInstruction instruction, Func<SiteSession, IReadOnlyList<Hash256>> mask)
    {
        if (instruction.Step == SecureStep.Advertise)
        {
            Begin(instruction.Message.ToArray());
            return;
        }

        var current = session ?? throw new RoundException(
            RoundException.TooLate, $"Round '{Ticket.Round}' is at {instruction.Step}; this site never advertised keys.");
        var taken = current.Receive(instruction.Message.Span);
        if (current.Phase == SitePhase.Masking)
        {
            // Not saved before the input is committed: a restart masks again, and nothing masked has left.
            taken = current.CommitInput(mask(current));
        }

        store.SaveState(Ticket.Round, taken.State);
    }

    /// <summary>Erases the secrets and leaves; whether the input left stays on record.</summary>
    public void Abandon()
    {
        if (session is not null)
        {
            store.SaveState(Ticket.Round, session.Abandon().State);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => session?.Dispose();

    private void Begin(byte[] parameters)
    {
        var expected = new RoundExpectation
        {
            Run = Ticket.Round.Run.Value,
            Round = Ticket.Round.Number,
            BaseHash = Hash256.Parse(Ticket.Base.Digest().Value),
            PolicyVersion = Ticket.Policy.Version,
        };
        var (begun, first) = SiteSession.Begin(environment, parameters, expected, store.TryLoadState(Ticket.Round));
        if (ParametersReview.ReasonToRefuse(begun.Parameters, Ticket) is { } reason)
        {
            begun.Dispose();
            throw new HandshakeRefusedException(reason);
        }

        session?.Dispose();
        session = begun;
        store.SaveState(Ticket.Round, first.State);
    }

    private static SitePhase After(SecureStep step) => step switch
    {
        SecureStep.Advertise => SitePhase.Advertised,
        SecureStep.RevealNonces => SitePhase.NonceRevealed,
        SecureStep.DealShares => SitePhase.SharesDealt,
        SecureStep.SendInputs => SitePhase.InputCommitted,
        SecureStep.SignSurvivors => SitePhase.SurvivorsSigned,
        SecureStep.Unmask => SitePhase.Unmasked,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step."),
    };
}
