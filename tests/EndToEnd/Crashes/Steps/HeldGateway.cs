using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.EndToEnd.Tests.Crashes.Steps;

/// <summary>The region as a member sees it whose answers pass a gate.</summary>
internal sealed class HeldGateway(ISiteGateway inner, StepGate gate) : ISiteGateway
{
    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) => inner.RegisterAsync(message, cancellationToken);

    public Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken) =>
        inner.WaitForTicketAsync(message, cancellationToken);

    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) => inner.RefuseAsync(message, cancellationToken);

    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) => inner.ReportReadyAsync(message, cancellationToken);

    public Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        inner.WaitForCohortAsync(message, cancellationToken);

    public Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken) =>
        inner.UploadAsync(message, cancellationToken);

    public Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken) =>
        inner.WaitForProtocolAsync(message, cancellationToken);

    public async Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken)
    {
        await gate.PassAsync(message, cancellationToken);
        await inner.AnswerProtocolAsync(message, cancellationToken);
    }

    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) => inner.WithdrawAsync(message, cancellationToken);

    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        inner.FetchBlobAsync(message, cancellationToken);
}
