using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>Distribute, train locally, contribute, merge; key: <see cref="RoundId"/>.</summary>
public interface IRoundGrain
{
    /// <summary>Opens the round; called by the run.</summary>
    Task OpenAsync(RoundTicket ticket);

    /// <summary>
    /// Offers the ticket to a site: reserves what the round would release on the ledger of the dataset that the site declared.
    /// A site whose budget does not allow it is taken as refusing, with the ledger's reason. Repeating it changes nothing.
    /// </summary>
    /// <returns>False when the site must not get the ticket: over budget, or the cohort was fixed without it.</returns>
    /// <exception cref="RoundException">Not invited.</exception>
    /// <exception cref="Sites.SiteNotRegisteredException">The site never registered.</exception>
    Task<bool> OfferAsync(SiteId site);

    /// <summary>Offers the ticket to several sites in their order, as one: when it throws for one, nothing has happened.</summary>
    /// <returns>What <see cref="OfferAsync"/> returns for each.</returns>
    /// <inheritdoc cref="OfferAsync" path="/exception"/>
    Task<IReadOnlyList<bool>> OfferAllAsync(IReadOnlyList<SiteId> sites);

    /// <summary>Takes a refusal; when too few sites are left for the quorum the round is abandoned at once.</summary>
    /// <exception cref="RoundException">Not invited, or already ready.</exception>
    Task RefuseAsync(TicketRefusal refusal);

    /// <summary>Takes a site's report; fixes the cohort when no site is missing.</summary>
    /// <exception cref="RoundException">Not invited, another ticket, numbers out of range, or beyond the site's budget.</exception>
    Task ReportReadyAsync(ReadyReport report);

    /// <summary>Takes several sites' reports in their order, as one: when one is refused, none is taken.</summary>
    /// <inheritdoc cref="ReportReadyAsync" path="/exception"/>
    Task ReportAllReadyAsync(IReadOnlyList<ReadyReport> reports);

    /// <summary>Takes one shard's stored contribution; closes contributions when none is missing.</summary>
    /// <exception cref="RoundException">Not in the cohort, too late, no such shard, or another frame than before.</exception>
    Task<Receipt> ContributeAsync(Contribution contribution);

    /// <summary>Takes several stored contributions in their order, as one: when one is refused, none is taken.</summary>
    /// <returns>What <see cref="ContributeAsync"/> returns for each.</returns>
    /// <inheritdoc cref="ContributeAsync" path="/exception"/>
    Task<IReadOnlyList<Receipt>> ContributeAllAsync(IReadOnlyList<Contribution> contributions);

    /// <summary>Takes a stored answer to a step of the handshake; closes the step when none is missing.</summary>
    /// <exception cref="RoundException">Not in the cohort, too late, another answer than before, or an input without all its shards.</exception>
    Task AnswerProtocolAsync(ProtocolDelivery delivery);

    /// <summary>Takes several sites' stored answers in their order, as one: when one is refused, none is taken.</summary>
    /// <inheritdoc cref="AnswerProtocolAsync" path="/exception"/>
    Task AnswerAllAsync(IReadOnlyList<ProtocolDelivery> deliveries);

    /// <summary>Takes a member out of the handshake; once its input is in, the input still counts.</summary>
    /// <exception cref="RoundException">The site is not invited.</exception>
    Task WithdrawAsync(ProtocolWithdrawal withdrawal);

    /// <summary>What closes a step.</summary>
    /// <exception cref="RoundException">The handshake is not closing this step.</exception>
    Task<SecureStepPlan> GetSecureStepAsync(int attempt, SecureStep closing);

    /// <summary>Takes what closing a step led to: the next step, another handshake, merging, or the round's end.</summary>
    /// <exception cref="RoundException">The handshake is not closing this step.</exception>
    Task CompleteSecureStepAsync(SecureStepResult result);

    /// <summary>Gives up after the job that closes steps failed for good; the round is abandoned.</summary>
    Task FailSecureStepAsync(int attempt, SecureStep closing, string reason);

    /// <summary>What the merge job of a shard does.</summary>
    /// <exception cref="RoundException">The round is not merging, or no such shard.</exception>
    Task<MergePlan> GetMergePlanAsync(int shard);

    /// <summary>Takes a merged shard; certifies the round when none is missing.</summary>
    /// <exception cref="RoundException">The shard was merged to other bytes before: the merge is not repeatable.</exception>
    Task CompleteMergeAsync(MergeResult result);

    /// <summary>Gives up merging after its job failed for good; the round is abandoned.</summary>
    Task FailMergeAsync(int shard, string reason);

    /// <summary>Abandons an open round; called by the run when an operator stops it. Does nothing once the round has ended.</summary>
    Task AbandonAsync(string reason);

    /// <summary>Reads the round.</summary>
    /// <exception cref="RoundException">The round was never opened.</exception>
    Task<RoundView> GetAsync();
}
