using System.Runtime.CompilerServices;
using Tapestry.Actors.Sqlite;
using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.Actors;

/// <summary>Calls per second of the grain host on SQLite, against the bare transaction in the same run.</summary>
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
            if (synchronous == SqliteSynchronous.Normal)
            {
                yield return await ReadAsync(bench, cancellationToken);
            }
        }
    }

    private static async Task<BenchmarkRow> WriteAsync(
        ActorsBench bench, string name, int callers, int keys, CancellationToken cancellationToken)
    {
        var (rate, ratio) = await InterleavedRate.MeasureAsync(
            deadline => CallAsync(callers, keys, deadline, key => bench.Counter(key).AddAsync(1)),
            deadline => RepeatAsync(keys, deadline, bench.Bare.Add),
            cancellationToken);
        return new BenchmarkRow(name, rate, "calls/s", ratio, "bare transaction, one caller", Goal);
    }

    private static async Task<BenchmarkRow> ReadAsync(ActorsBench bench, CancellationToken cancellationToken)
    {
        var (rate, ratio) = await InterleavedRate.MeasureAsync(
            deadline => CallAsync(1, ActorsBench.Keys, deadline, key => bench.Counter(key).CountAsync()),
            deadline => RepeatAsync(ActorsBench.Keys, deadline, bench.Bare.Read),
            cancellationToken);
        return new BenchmarkRow("read-only, 1,000 grains, one caller", rate, "calls/s", ratio, "bare read transaction");
    }

    private static async Task<long> CallAsync(int callers, int keys, Deadline deadline, Func<int, Task<long>> call)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0L;
            for (var key = caller; !deadline.HasPassed; key += callers)
            {
                await call(key % keys);
                count++;
            }

            return count;
        })));
        return counts.Sum();
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
