using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Rounds;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>
/// A site's part in the handshakes of secure rounds: follows the region's instructions, persists every state before its
/// message leaves, and leaves the handshake with its reason when the protocol or the member's policy refuses.
/// </summary>
internal sealed class SecureParticipant : IDisposable
{
    private readonly SiteOptions options;
    private readonly ISiteGateway gateway;
    private readonly LocalRoundStore rounds;
    private readonly Action<RoundTicket> recordRelease;
    private readonly HandshakeStore store;
    private readonly SiteIdentity identity;
    private readonly SignatureVerifier verifier = new();

    /// <param name="options">What the site is.</param>
    /// <param name="gateway">The region.</param>
    /// <param name="rounds">Local phases on disk.</param>
    /// <param name="recordRelease">Puts the round on the site's own ledger, durably; called before an input is masked.</param>
    public SecureParticipant(
        SiteOptions options, ISiteGateway gateway, LocalRoundStore rounds, Action<RoundTicket> recordRelease)
    {
        this.options = options;
        this.gateway = gateway;
        this.rounds = rounds;
        this.recordRelease = recordRelease;
        store = new HandshakeStore(Path.Combine(options.StateFolder, "secure"));
        identity = IdentityFile.LoadOrCreate(Path.Combine(options.StateFolder, SiteOptions.IdentityFileName));
    }

    /// <summary>True for a round before one that the site has taken part in: whoever asks for it again asks twice.</summary>
    public bool IsOver(RoundId round) => round.Number < store.LatestRound(round.Run);

    /// <summary>Takes part until the site's part is done, it leaves, or the round goes on without it.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="local">What the site trained by it.</param>
    /// <param name="upload">Uploads one masked frame.</param>
    /// <param name="cancellationToken">Stops between messages.</param>
    public async Task RunAsync(
        RoundTicket ticket, LocalRound local, Func<int, ReadOnlyMemory<byte>, Task> upload, CancellationToken cancellationToken)
    {
        var environment = Environment();
        using var handshake = new Handshake(environment, store, ticket);
        try
        {
            var query = new ProtocolQuery { Site = options.Site, Round = ticket.Round };
            while (await gateway.WaitForProtocolAsync(query, cancellationToken) is { } instruction)
            {
                await AnswerAsync(handshake, instruction, local, upload, cancellationToken);
                if (instruction.Step == SecureStep.Unmask)
                {
                    return;
                }
            }
        }
        catch (Exception refused) when (refused is SecureAggregationException or HandshakeRefusedException)
        {
            handshake.Abandon();
            await gateway.WithdrawAsync(
                new ProtocolWithdrawal { Site = options.Site, Round = ticket.Round, Reason = Shortened(refused.Message) }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        verifier.Dispose();
        identity.Dispose();
    }

    private static string Shortened(string reason) => reason.Length <= 500 ? reason : reason[..500];

    private async Task AnswerAsync(
        Handshake handshake, ProtocolInstruction instruction, LocalRound local, Func<int, ReadOnlyMemory<byte>, Task> upload,
        CancellationToken cancellationToken)
    {
        var round = local.Report.Round;
        if (!handshake.HasAnswered(instruction))
        {
            handshake.Take(instruction, session => Mask(handshake.Ticket, session, local));
        }

        if (instruction.Step == SecureStep.SendInputs)
        {
            for (var frame = 0; frame <= handshake.Ticket.Base.Shards.Count; frame++)
            {
                await upload(frame, store.LoadFrame(round, frame));
            }
        }

        var message = handshake.Outbox;
        var answer = new ProtocolAnswer
        {
            Site = options.Site,
            Round = round,
            Attempt = instruction.Attempt,
            Step = instruction.Step,
            Digest = Sha256Digest.Of(message),
            Message = message,
        };
        await gateway.AnswerProtocolAsync(answer, cancellationToken);
    }

    private IReadOnlyList<Hash256> Mask(RoundTicket ticket, SiteSession session, LocalRound local)
    {
        recordRelease(ticket);
        var residual = new float[local.Update.Length];
        var digests = new MaskedInput(ticket, options.Site, session)
            .Write(local, residual, (frame, bytes) => store.SaveFrame(ticket.Round, frame, bytes));
        rounds.SaveResidual(ticket.Round, residual);
        return digests;
    }

    private SiteEnvironment Environment() => new()
    {
        Site = options.Site.Value,
        Signer = identity,
        Policy = new Privacy.SecureAggregation.Sites.SitePolicy
        {
            PinnedRoster = options.PinnedRoster.ToDictionary(
                pair => pair.Key.Value, pair => P256Point.FromBytes(pair.Value.ToPoint())),
            MinimumCohort = options.Policy.MinimumQuorum,
        },
        Random = new OperatingSystemRandomBytes(),
        Verifier = verifier,
    };
}
