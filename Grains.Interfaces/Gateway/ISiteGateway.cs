using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>
/// The region as a site sees it. Embedded and remote regions implement the same interface, so that the simulation
/// runs the cluster's code path. All calls can be repeated without further effect.
/// </summary>
public interface ISiteGateway
{
    /// <summary>Makes the site known.</summary>
    /// <exception cref="Consortium.ConsortiumException">The site is not on the roster.</exception>
    Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken);

    /// <summary>Waits for a ticket; null once the run has ended.</summary>
    /// <exception cref="Runs.RunException">No such run.</exception>
    Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken);

    /// <summary>Refuses a ticket.</summary>
    /// <exception cref="RoundException">The site is not invited.</exception>
    Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken);

    /// <summary>Reports that local training is done.</summary>
    /// <exception cref="RoundException">Not invited, another ticket, or numbers out of range.</exception>
    Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken);

    /// <summary>Waits until the cohort is fixed or the round is over.</summary>
    /// <exception cref="RoundException">No such round.</exception>
    Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken);

    /// <summary>Uploads one shard and returns the signed receipt.</summary>
    /// <exception cref="RoundException">Not in the cohort, too late, another digest than before, or a malformed frame.</exception>
    Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken);

    /// <summary>Waits until the handshake of a secure round wants something of the site; null when it has no part in it any more.</summary>
    /// <exception cref="RoundException">No such round.</exception>
    Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken);

    /// <summary>Answers a step of the handshake.</summary>
    /// <exception cref="RoundException">Not in the cohort, too late, another answer than before, or an input without all its shards.</exception>
    Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken);

    /// <summary>Leaves the handshake.</summary>
    /// <exception cref="RoundException">The site is not invited.</exception>
    Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken);

    /// <summary>Fetches a blob; the caller verifies its digest.</summary>
    /// <exception cref="BlobNotFoundException">The region does not have it.</exception>
    Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken);
}
