using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Site.Egress;

/// <summary>The only way out of a site: writes each message to the journal, then sends it.</summary>
public sealed class JournalingGateway(ISiteGateway inner, EgressJournal journal) : ISiteGateway
{
    /// <inheritdoc/>
    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) =>
        inner.RegisterAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken) =>
        inner.WaitForTicketAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) =>
        inner.RefuseAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) =>
        inner.ReportReadyAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        inner.WaitForCohortAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken) =>
        inner.UploadAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken) =>
        inner.WaitForProtocolAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken) =>
        inner.AnswerProtocolAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) =>
        inner.WithdrawAsync(Record(message), cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        inner.FetchBlobAsync(Record(message), cancellationToken);

    private T Record<T>(T message)
        where T : SiteMessage
    {
        journal.Record(message);
        return message;
    }
}
