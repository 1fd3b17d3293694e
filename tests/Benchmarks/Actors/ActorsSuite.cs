using System.Runtime.CompilerServices;
using Tapestry.Actors.Sqlite;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Benchmarks.Timing;

namespace Tapestry.Benchmarks.Actors;

/// <summary>Calls per second of the grain host on SQLite and PostgreSQL, against the bare transaction in the same run.</summary>
internal sealed class ActorsSuite : IBenchmarkSuite
{
    private const int Callers = 64;

    /// <summary>A call may cost up to twice the bare transaction.</summary>
    private const double Goal = 0.5;

    /// <inheritdoc/>
    public string Name => "actors";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var synchronous in Enum.GetValues<SqliteSynchronous>())
        {
            await using var bench = await ActorsBench.CreateAsync(synchronous);
            var setting = $"synchronous {synchronous}";
            yield return await WriteAsync(bench, $"one hot grain, one caller, {setting}", 1, 1, cancellationToken);
            yield return await WriteAsync(
                bench, $"one hot grain, {Callers} callers, {setting}", Callers, 1, cancellationToken);
            yield return await WriteAsync(
                bench, $"{ActorsBench.Keys:N0} grains, {Callers} callers, {setting}", Callers, ActorsBench.Keys,
                cancellationToken);
            yield return await CpuAsync(bench, $"CPU time of a call, one caller, {setting}", cancellationToken);
            if (synchronous == SqliteSynchronous.Normal)
            {
                yield return await ReadAsync(bench, cancellationToken);
            }
        }

        await foreach (var row in PostgresRates.MeasureAsync(cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>
    /// Both sides have the same number of callers. With one bare caller against 64 of the host's, synchronous Full on a
    /// busy machine gave ratios of 8 to 30 although both synced once a commit; with 64 on each side it gives about 1.
    /// </summary>
    private static async Task<BenchmarkRow> WriteAsync(
        ActorsBench bench, string name, int callers, int keys, CancellationToken cancellationToken)
    {
        using var turn = new SemaphoreSlim(1, 1);
        var (rate, ratio) = await InterleavedRate.MeasureAsync(
            deadline => CallerLoop.RunAsync(callers, keys, deadline, (_, key) => bench.Counter(key).AddAsync(1)),
            deadline => CallerLoop.RunAsync(callers, keys, deadline, (_, key) => AddInTurnAsync(bench.Bare, turn, key)),
            cancellationToken);
        var against = callers == 1 ? "bare transaction" : $"bare transaction, {callers} callers in turn";
        return new BenchmarkRow(name, rate, "calls/s", ratio, against, Goal);
    }

    private static async Task<BenchmarkRow> CpuAsync(
        ActorsBench bench, string name, CancellationToken cancellationToken)
    {
        using var turn = new SemaphoreSlim(1, 1);
        var (perSecond, ratio) = await InterleavedRate.MeasureAsync(
            deadline => CallerLoop.RunAsync(1, 1, deadline, (_, key) => bench.Counter(key).AddAsync(1)),
            deadline => CallerLoop.RunAsync(1, 1, deadline, (_, key) => AddInTurnAsync(bench.Bare, turn, key)),
            cancellationToken,
            InterleavedRate.ProcessorTime);
        return new BenchmarkRow(name, 1e6 / perSecond, "µs", ratio, "bare transaction (its time over the call's)", Goal);
    }

    private static async Task<long> AddInTurnAsync(BareSqlite bare, SemaphoreSlim turn, int key)
    {
        await turn.WaitAsync();
        try
        {
            bare.Add(key);
            return 1;
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<BenchmarkRow> ReadAsync(ActorsBench bench, CancellationToken cancellationToken)
    {
        var (rate, ratio) = await InterleavedRate.MeasureAsync(
            deadline => CallerLoop.RunAsync(1, ActorsBench.Keys, deadline, (_, key) => bench.Counter(key).CountAsync()),
            deadline => RepeatAsync(ActorsBench.Keys, deadline, bench.Bare.Read),
            cancellationToken);
        return new BenchmarkRow("read-only, 1,000 grains, one caller", rate, "calls/s", ratio, "bare read transaction");
    }

    private static Task<long> RepeatAsync(int keys, Deadline deadline, Action<int> operation) => Task.Run(() =>
    {
        var count = 0L;
        for (var key = 0; !deadline.HasPassed; key++)
        {
            operation(key % keys);
            count++;
        }

        return count;
    });
}
