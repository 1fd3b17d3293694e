using Microsoft.Data.Sqlite;
using Tapestry.Client.Cli.Reports;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>The audit passes a sound run and names planted faults.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class RegionAuditTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_sound_run_passes() => Assert.Null(await RegionAudit.FindFaultAsync(Copy(), run.Report));

    [Fact]
    public async Task A_report_of_another_base_is_caught() => Assert.Contains(
        "another hash", await RegionAudit.FindFaultAsync(Copy(), run.Report with { SharedBaseSha256 = new string('0', 64) }),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_round_that_the_report_lacks_is_caught()
    {
        IReadOnlyList<ReportRound> fewer = [.. run.Report.Rounds.Skip(1)];
        Assert.Contains("certified rounds", await RegionAudit.FindFaultAsync(Copy(), run.Report with { Rounds = fewer }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE events SET name = 'round-opened' WHERE name = 'site-ready'", "is broken")]
    [InlineData("DELETE FROM events WHERE stream = 'round/shared-base/1' AND sequence = 2", "is broken")]
    public async Task A_tampered_database_is_caught(string sql, string fault)
    {
        var copy = Copy();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(copy, "region", "region.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        }

        Assert.Contains(fault, await RegionAudit.FindFaultAsync(copy, run.Report), StringComparison.Ordinal);
    }

    private string Copy() => FolderCopy.Make(run.Out, folder.File("copy"));
}
