using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Receipts;

namespace Tapestry.Client.Tests.Site.Fixtures;

/// <summary>A region that offers given tickets and records what it is sent; a test can make any call fail.</summary>
internal sealed class ScriptedRegion(ReceiptSigner signer) : ISiteGateway
{
    public IList<RoundTicket> Tickets { get; } = [];

    public IDictionary<Sha256Digest, byte[]> Blobs { get; } = new Dictionary<Sha256Digest, byte[]>();

    public List<SiteMessage> Received { get; } = [];

    public Func<CohortQuery, CohortDecision> Decide { get; set; } = _ => CohortDecision.Contribute;

    public Func<ProtocolQuery, ProtocolInstruction?> Instruct { get; set; } = _ => null;

    /// <summary>Runs before a message is taken; may throw.</summary>
    public Action<SiteMessage> Before { get; set; } = _ => { };

    public Func<SignedReceipt, SignedReceipt> Acknowledge { get; set; } = receipt => receipt;

    public IEnumerable<T> Sent<T>() => Received.OfType<T>();

    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) => Task.FromResult(Take(message));

    public Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken)
    {
        Take(message);
        return Task.FromResult(Tickets.FirstOrDefault(ticket => ticket.Round.Number > message.AfterRound));
    }

    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) => Task.FromResult(Take(message));

    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) => Task.FromResult(Take(message));

    public Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        Task.FromResult(Decide(Take(message)));

    public Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken)
    {
        Take(message);
        var receipt = new Receipt(message.Round, message.Site, message.Shard, message.Digest, message.Frame.Length);
        return Task.FromResult(Acknowledge(signer.Sign(receipt)));
    }

    public Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken) =>
        Task.FromResult(Instruct(Take(message)));

    public Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken) => Task.FromResult(Take(message));

    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) => Task.FromResult(Take(message));

    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>>(Blobs[Take(message).Blob]);

    private T Take<T>(T message)
        where T : SiteMessage
    {
        Before(message);
        Received.Add(message);
        return message;
    }
}
