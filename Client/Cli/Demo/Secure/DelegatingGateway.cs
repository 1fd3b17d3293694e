using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>Passes every message on; a subclass changes what it is about.</summary>
/// <param name="inner">The region.</param>
internal abstract class DelegatingGateway(ISiteGateway inner) : ISiteGateway
{
    /// <inheritdoc/>
    public virtual Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) =>
        inner.RegisterAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken) =>
        inner.WaitForTicketAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) =>
        inner.RefuseAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) =>
        inner.ReportReadyAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        inner.WaitForCohortAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken) =>
        inner.UploadAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken) =>
        inner.WaitForProtocolAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken) =>
        inner.AnswerProtocolAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) =>
        inner.WithdrawAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        inner.FetchBlobAsync(message, cancellationToken);
}
