using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tapestry.Client.Site.Egress;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Serialization;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Site.Egress;

public sealed class EgressJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new();

    private string Journal => folder.File("egress.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_type_of_message_is_recorded_with_its_size_and_hash()
    {
        using (var journal = new EgressJournal(Journal, clock))
        {
            foreach (var message in SiteMessages.All)
            {
                journal.Record(message);
            }
        }

        var entries = await EgressJournal.ReadAsync(Journal).ToListAsync();
        Assert.Equal(SiteMessages.All.Select(Expected), entries);
    }

    [Fact]
    public async Task A_new_process_appends()
    {
        foreach (var message in SiteMessages.All)
        {
            using var journal = new EgressJournal(Journal, clock);
            journal.Record(message);
        }

        Assert.Equal(SiteMessages.All.Count, await EgressJournal.ReadAsync(Journal).CountAsync());
    }

    [Theory]
    [InlineData("{\"at\":\"2030-01")]
    [InlineData("\u00e4")]
    public async Task A_line_torn_by_a_crash_is_cut_off(string torn)
    {
        using (var journal = new EgressJournal(Journal, clock))
        {
            journal.Record(SiteMessages.All[0]);
        }

        await File.AppendAllTextAsync(Journal, torn);
        using (var journal = new EgressJournal(Journal, clock))
        {
            journal.Record(SiteMessages.All[1]);
        }

        Assert.Equal(SiteMessages.All.Take(2).Select(Expected), await EgressJournal.ReadAsync(Journal).ToListAsync());
    }

    [Fact]
    public async Task A_first_line_torn_by_a_crash_leaves_an_empty_journal()
    {
        await File.WriteAllTextAsync(Journal, "{\"at\"");

        new EgressJournal(Journal, clock).Dispose();

        Assert.Empty(await File.ReadAllBytesAsync(Journal));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task A_line_that_is_no_entry_is_named(string line)
    {
        await File.WriteAllTextAsync(Journal, line + "\n");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(async () => await EgressJournal.ReadAsync(Journal).ToListAsync());

        Assert.Contains("Line 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_golden_journal_is_read()
    {
        var golden = Path.Combine(AppContext.BaseDirectory, "Site", "Egress", "Golden", "egress.v1.jsonl");

        using (var journal = new EgressJournal(Journal, clock))
        {
            journal.Record(SiteMessages.All[0]);
        }

        Assert.Equal(await File.ReadAllTextAsync(golden, Encoding.UTF8), await File.ReadAllTextAsync(Journal, Encoding.UTF8));
    }

    private EgressEntry Expected(SiteMessage message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Default.SiteMessage);
        byte[] sent = message switch
        {
            ContributionUpload upload => [.. json, .. upload.Frame.Span],
            ProtocolAnswer answer => [.. json, .. answer.Message.Span],
            _ => json,
        };
        using var parsed = JsonDocument.Parse(json);
        return new EgressEntry(
            clock.GetUtcNow(), parsed.RootElement.GetProperty("type").GetString()!, sent.Length,
            Grains.Interfaces.Identity.Sha256Digest.FromHash(SHA256.HashData(sent)));
    }
}
