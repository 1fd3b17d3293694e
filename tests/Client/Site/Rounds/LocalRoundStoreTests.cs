using Tapestry.Client.Site.Rounds;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Testing;
using Tapestry.Training.Local;

namespace Tapestry.Client.Tests.Site.Rounds;

public sealed class LocalRoundStoreTests : IDisposable
{
    /// <summary>In the order in which they are written.</summary>
    private static readonly string[] Files =
        ["shard-00000.frame", "shard-00001.frame", "shard-00002.frame", "residual.f32", "optimizer.state", "report.json"];

    private readonly TemporaryFolder folder = new();
    private readonly LocalRoundStore store;

    public LocalRoundStoreTests() => store = new LocalRoundStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded()
    {
        var saved = Save(1);

        var loaded = store.TryLoad(Ticket(1), TinyRun.Parameters)!;

        Assert.Equal(saved.Report, loaded.Report);
        Assert.Equal(saved.Frames.Select(frame => frame.ToArray()), loaded.Frames.Select(frame => frame.ToArray()));
        Assert.Equal(saved.Residual.ToArray(), loaded.Residual.ToArray());
        Assert.Equal(saved.Optimizer.FirstMoment.ToArray(), loaded.Optimizer.FirstMoment.ToArray());
        Assert.Equal(Files.Order(StringComparer.Ordinal), Directory.EnumerateFiles(FolderOf(1)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_crash_between_any_two_files_leaves_a_round_that_is_trained_again_from_the_one_before()
    {
        for (var written = 0; written < Files.Length; written++)
        {
            var before = Save(1);
            Save(2);
            foreach (var missing in Files.Skip(written))
            {
                File.Delete(Path.Combine(FolderOf(2), missing));
            }

            var restarted = new LocalRoundStore(folder.Path);
            var start = restarted.LoadStart(new RoundId(TinyRun.Run, 2), TinyRun.Parameters);
            var afterwards = restarted.LoadStart(new RoundId(TinyRun.Run, 3), TinyRun.Parameters);

            Assert.Null(restarted.TryLoad(Ticket(2), TinyRun.Parameters));
            Assert.Equal(before.Residual.ToArray(), start.Residual.ToArray());
            Assert.Equal(before.Optimizer.FirstMoment.ToArray(), start.Optimizer.FirstMoment.ToArray());
            Assert.Equal(before.Residual.ToArray(), afterwards.Residual.ToArray());
        }
    }

    [Fact]
    public void A_phase_starts_from_the_same_numbers_with_and_without_a_restart()
    {
        var saved = Save(1);
        var expected = saved.Optimizer.FirstMoment.ToArray();
        var next = new RoundId(TinyRun.Run, 2);

        var restarted = new LocalRoundStore(folder.Path).LoadStart(next, TinyRun.Parameters);
        var kept = store.LoadStart(next, TinyRun.Parameters);
        kept.Optimizer.FirstMoment.Clear();
        var again = store.LoadStart(next, TinyRun.Parameters);

        Assert.Equal(expected, restarted.Optimizer.FirstMoment.ToArray());
        Assert.Equal(restarted.Residual.ToArray(), kept.Residual.ToArray());
        Assert.Equal(expected, again.Optimizer.FirstMoment.ToArray());
    }

    [Fact]
    public void Private_training_goes_on_with_the_optimizer_that_the_last_finished_phase_left()
    {
        Save(1);
        var expected = Save(2).Optimizer.FirstMoment.ToArray();
        Directory.CreateDirectory(FolderOf(3));

        store.LoadOptimizer(TinyRun.Run, TinyRun.Parameters).FirstMoment.Clear();

        Assert.Equal(expected, store.LoadOptimizer(TinyRun.Run, TinyRun.Parameters).FirstMoment.ToArray());
        Assert.Equal(0, store.LoadOptimizer(new RunId("run-2"), TinyRun.Parameters).Step);
    }

    [Fact]
    public void The_first_round_starts_from_nothing()
    {
        var (optimizer, residual) = store.LoadStart(new RoundId(TinyRun.Run, 1), TinyRun.Parameters);

        Assert.True(residual.IsEmpty);
        Assert.Equal(0, optimizer.Step);
        Assert.All(optimizer.FirstMoment.ToArray(), moment => Assert.Equal(0, moment));
    }

    [Fact]
    public void Two_rounds_are_kept()
    {
        for (var round = 1; round <= 4; round++)
        {
            Save(round);
        }

        Assert.Equal([FolderOf(3), FolderOf(4)], Directory.EnumerateDirectories(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_round_of_another_ticket_is_not_this_one()
    {
        Save(1);

        Assert.Null(store.TryLoad(Ticket(1) with { DataSeed = 6 }, TinyRun.Parameters));
    }

    [Fact]
    public void A_round_trained_again_by_another_ticket_keeps_no_file_of_the_first()
    {
        Save(1);
        var other = Ticket(1) with { DataSeed = 6 };

        store.Save(other.Round, Local(other) with { Residual = default });

        Assert.True(store.TryLoad(other, TinyRun.Parameters)!.Residual.IsEmpty);
        Assert.Null(store.TryLoad(Ticket(1), TinyRun.Parameters));
    }

    [Fact]
    public void Another_run_has_rounds_of_its_own()
    {
        Save(1);

        var (_, residual) = store.LoadStart(new RoundId(new RunId("run-2"), 2), TinyRun.Parameters);

        Assert.True(residual.IsEmpty);
    }

    private static RoundTicket Ticket(int round) =>
        TinyRun.Ticket(round, TinyRun.Manifest(TinyRun.Start(1), new Dictionary<Sha256Digest, byte[]>()));

    private static LocalRound Local(RoundTicket ticket)
    {
        var optimizer = new OptimizerState(TinyRun.Parameters);
        TinyRun.Values(ticket.Round.Number, TinyRun.Parameters).CopyTo(optimizer.FirstMoment);
        return new LocalRound
        {
            Report = new ReadyReport
            {
                Site = TinyRun.Site,
                Round = ticket.Round,
                Ticket = TicketDigest.Of(ticket),
                Tokens = 32,
                MeanLoss = 1.5,
                BaseBitsPerByte = 4,
                TrainingTime = TimeSpan.FromSeconds(1),
                BytesDownloaded = 3,
            },
            Frames = [new byte[] { 1 }, new byte[] { 2, 2 }, new byte[] { (byte)ticket.Round.Number }],
            Optimizer = optimizer,
            Residual = TinyRun.Values(10 + ticket.Round.Number, TinyRun.Parameters),
        };
    }

    private LocalRound Save(int round)
    {
        var local = Local(Ticket(round));
        store.Save(Ticket(round).Round, local);
        return local;
    }

    private string FolderOf(int round) => folder.File($"run-{round:D7}");
}
