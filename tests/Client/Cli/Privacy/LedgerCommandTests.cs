using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Silo.Embedded;

namespace Tapestry.Client.Tests.Cli.Privacy;

public sealed class LedgerCommandTests : IDisposable
{
    private static readonly LedgerRelease Noisy = new(new DistributedDiscreteGaussianRelease(10, 4, 100, 2, 4));
    private readonly TemporaryFolder folder = new();

    private string Out => folder.PathOf("run");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_shows_what_each_member_spent_by_which_run_and_what_is_left()
    {
        await WriteAsync();

        var lines = (await AnswerAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("alpha (letters): spent epsilon ", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"at delta 1E-06, limit 4, left [0-3]\.\d+, 1 round\(s\) hold budget$", lines[0]);
        Assert.StartsWith("  run one, rounds 1-3,5: 4 release(s), distributed-discrete-gaussian, epsilon ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("  run two, rounds 1: 1 release(s)", lines[2], StringComparison.Ordinal);
        Assert.Equal("beta (notes): spent epsilon without bound at delta 1E-05, no limit set", lines[3]);
        Assert.Equal("  run one, rounds 1: 1 release(s), noise-free, epsilon without bound by themselves", lines[4]);
    }

    [Fact]
    public async Task Json_holds_the_same_unrounded()
    {
        await WriteAsync();

        using var answer = JsonDocument.Parse(await AnswerAsync("--json"));

        Assert.Equal(1, answer.RootElement.GetProperty("version").GetInt32());
        var ledgers = answer.RootElement.GetProperty("ledgers");
        var alpha = ledgers[0];
        Assert.Equal(
            4, alpha.GetProperty("spent").GetDouble() + alpha.GetProperty("left").GetDouble(), 12);
        Assert.Equal("1-3,5", alpha.GetProperty("runs")[0].GetProperty("rounds").GetString());
        Assert.Equal(JsonValueKind.Null, ledgers[1].GetProperty("spent").ValueKind);
    }

    [Fact]
    public async Task Reading_changes_nothing_and_works_while_the_region_is_open()
    {
        await WriteAsync();
        await using var region = await OpenAsync();

        Assert.Equal(await AnswerAsync("--json"), await AnswerAsync("--json"));
    }

    [Fact]
    public async Task A_folder_without_a_region_is_refused_and_left_alone()
    {
        var command = new CommandLine(new RecordingRunner());

        Assert.Equal(ExitCodes.Refused, await command.RunAsync("privacy", "ledger", "--out", Out));
        Assert.Contains("there is no region's database", command.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task The_documentation_lists_its_options()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs/cli.md"));

        Assert.All((string[])["--out", "--delta", "--json"], option => Assert.Matches($@"\| ledger \| `{option}[ `]", page));
    }

    private async Task WriteAsync()
    {
        await using var region = await OpenAsync();
        var alpha = Ledger(region, "alpha", "letters");
        await alpha.SetBudgetAsync(new PrivacyBudget(4, 1e-6));
        foreach (var round in (int[])[1, 2, 3, 5])
        {
            await ChargeAsync(alpha, "one", round, Noisy);
        }

        await ChargeAsync(alpha, "two", 1, Noisy with { Mechanism = new DistributedDiscreteGaussianRelease(20, 4, 100, 2, 4) });
        Assert.Null((await alpha.ReserveAsync(new RoundId(new RunId("two"), 2), Noisy)).Refusal);
        await ChargeAsync(Ledger(region, "beta", "notes"), "one", 1, new LedgerRelease(new NoiseFreeRelease()));
    }

    private Task<EmbeddedRegion> OpenAsync() => EmbeddedRegion.OpenAsync(
        new EmbeddedRegionOptions { Folder = Path.Combine(Out, "region") }, TimeProvider.System, CancellationToken.None);

    private static ILedgerGrain Ledger(EmbeddedRegion region, string site, string dataset) =>
        region.Grains.GetGrain<ILedgerGrain>(new LedgerId(new SiteId(site), dataset).Value);

    private static async Task ChargeAsync(ILedgerGrain ledger, string run, int round, LedgerRelease release)
    {
        Assert.Null((await ledger.ReserveAsync(new RoundId(new RunId(run), round), release)).Refusal);
        await ledger.ChargeAsync(new RoundId(new RunId(run), round));
    }

    private async Task<string> AnswerAsync(params string[] more)
    {
        var command = new CommandLine(new RecordingRunner());
        var exitCode = await command.RunAsync(["privacy", "ledger", "--out", Out, .. more]);
        Assert.Equal(("", ExitCodes.Success), (command.Errors, exitCode));
        return command.Output;
    }
}
