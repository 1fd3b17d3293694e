using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>
/// Kills the site behind it when the plan says so: the message that it was about to send is lost and the region learns
/// that the site is gone, as from a lost connection, so that the run does not wait for deadlines.
/// </summary>
internal sealed class DroppingGateway(ISiteGateway inner, DropPlan plan) : DelegatingGateway(inner)
{
    private const string Reason = "The site was killed (--drop).";

    /// <inheritdoc/>
    public override async Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken)
    {
        if (plan.PhaseOf(message.Site, message.Round.Number) == DropPhase.Ready)
        {
            await RefuseAsync(new TicketRefusal { Site = message.Site, Round = message.Round, Reason = Reason }, cancellationToken);
            throw new SiteKilledException();
        }

        await base.ReportReadyAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken)
    {
        if (plan.PhaseOf(message.Site, message.Round.Number) == PhaseOf(message.Step))
        {
            await WithdrawAsync(
                new ProtocolWithdrawal { Site = message.Site, Round = message.Round, Reason = Reason }, cancellationToken);
            throw new SiteKilledException();
        }

        await base.AnswerProtocolAsync(message, cancellationToken);
    }

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
