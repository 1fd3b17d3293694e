using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>
/// Kills the site behind it when the plan says so: the message that it was about to send is lost and the region learns
/// that the site is gone, as from a lost connection, so that the run does not wait for deadlines.
/// </summary>
internal sealed class DroppingGateway(ISiteGateway inner, DropPlan plan) : ISiteGateway
{
    private const string Reason = "The site was killed (--drop).";

    /// <inheritdoc/>
    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) => inner.RegisterAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken) =>
        inner.WaitForTicketAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) => inner.RefuseAsync(message, cancellationToken);

    /// <inheritdoc/>
    public async Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken)
    {
        if (plan.PhaseOf(message.Site, message.Round.Number) == DropPhase.Ready)
        {
            await inner.RefuseAsync(new TicketRefusal { Site = message.Site, Round = message.Round, Reason = Reason }, cancellationToken);
            throw new SiteKilledException();
        }

        await inner.ReportReadyAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        inner.WaitForCohortAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken) =>
        inner.UploadAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken) =>
        inner.WaitForProtocolAsync(message, cancellationToken);

    /// <inheritdoc/>
    public async Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken)
    {
        if (plan.PhaseOf(message.Site, message.Round.Number) == PhaseOf(message.Step))
        {
            await WithdrawAsync(
                new ProtocolWithdrawal { Site = message.Site, Round = message.Round, Reason = Reason }, cancellationToken);
            throw new SiteKilledException();
        }

        await inner.AnswerProtocolAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) =>
        inner.WithdrawAsync(message, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        inner.FetchBlobAsync(message, cancellationToken);

    private static DropPhase? PhaseOf(SecureStep step) => step switch
    {
        SecureStep.Advertise => DropPhase.Advertise,
        SecureStep.DealShares => DropPhase.DealShares,
        SecureStep.SendInputs => DropPhase.SendInputs,
        SecureStep.SignSurvivors => DropPhase.SignSurvivors,
        SecureStep.Unmask => DropPhase.Unmask,
        _ => null,
    };
}
