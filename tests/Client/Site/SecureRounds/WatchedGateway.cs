using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Tests.Site.SecureRounds;

/// <summary>Passes messages on; a test sees each before and after, may throw, and may change what the region answers.</summary>
internal sealed class WatchedGateway(ISiteGateway inner) : ISiteGateway
{
    public Action<SiteMessage> Before { get; set; } = _ => { };

    public Action<SiteMessage> After { get; set; } = _ => { };

    public Func<RoundTicket, RoundTicket> Ticket { get; set; } = ticket => ticket;

    public Func<ProtocolInstruction, ProtocolInstruction> Instruction { get; set; } = instruction => instruction;

    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.RegisterAsync(message, cancellationToken));

    public async Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken) =>
        await PassAsync(message, () => inner.WaitForTicketAsync(message, cancellationToken)) is { } ticket ? Ticket(ticket) : null;

    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.RefuseAsync(message, cancellationToken));

    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.ReportReadyAsync(message, cancellationToken));

    public Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.WaitForCohortAsync(message, cancellationToken));

    public Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.UploadAsync(message, cancellationToken));

    public async Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken) =>
        await PassAsync(message, () => inner.WaitForProtocolAsync(message, cancellationToken)) is { } instruction
            ? Instruction(instruction)
            : null;

    public Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.AnswerProtocolAsync(message, cancellationToken));

    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.WithdrawAsync(message, cancellationToken));

    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        PassAsync(message, () => inner.FetchBlobAsync(message, cancellationToken));

    private Task<bool> PassAsync(SiteMessage message, Func<Task> send) => PassAsync(message, async () =>
    {
        await send();
        return true;
    });

    private async Task<T> PassAsync<T>(SiteMessage message, Func<Task<T>> send)
    {
        Before(message);
        var result = await send();
        After(message);
        return result;
    }
}
