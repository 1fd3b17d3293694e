using Tapestry.Client.Site.Egress;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Silo.Receipts;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Site.Egress;

public sealed class JournalingGatewayTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ReceiptSigner signer;

    public JournalingGatewayTests() => signer = ReceiptSigner.LoadOrCreate(folder.File("key.pem"));

    public void Dispose()
    {
        signer.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_entry_is_in_the_file_before_its_message_is_sent_and_stays_when_sending_fails()
    {
        var path = folder.File("egress.jsonl");
        using var journal = new EgressJournal(path, new ManualTimeProvider());
        var seen = new List<int>();
        var region = new ScriptedRegion(signer)
        {
            Before = _ =>
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var reader = new StreamReader(file);
                seen.Add(reader.ReadToEnd().Count(letter => letter == '\n'));
                throw new PlantedCrashException();
            },
        };
        var gateway = new JournalingGateway(region, journal);

        foreach (var message in SiteMessages.All)
        {
            await Assert.ThrowsAsync<PlantedCrashException>(() => SendAsync(gateway, message));
        }

        Assert.Equal(Enumerable.Range(1, SiteMessages.All.Count), seen);
    }

    private static Task SendAsync(JournalingGateway gateway, SiteMessage message) => message switch
    {
        SiteRegistration registration => gateway.RegisterAsync(registration, default),
        TicketQuery query => gateway.WaitForTicketAsync(query, default),
        TicketRefusal refusal => gateway.RefuseAsync(refusal, default),
        ReadyReport report => gateway.ReportReadyAsync(report, default),
        CohortQuery query => gateway.WaitForCohortAsync(query, default),
        BlobQuery query => gateway.FetchBlobAsync(query, default),
        ProtocolQuery query => gateway.WaitForProtocolAsync(query, default),
        ProtocolAnswer answer => gateway.AnswerProtocolAsync(answer, default),
        ProtocolWithdrawal withdrawal => gateway.WithdrawAsync(withdrawal, default),
        ContributionUpload upload => gateway.UploadAsync(upload, default),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "No such message."),
    };
}
