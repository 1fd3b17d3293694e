using System.Runtime.CompilerServices;
using Tapestry.Actors.Postgres;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Benchmarks.Timing;
using Tapestry.Testing;

namespace Tapestry.Benchmarks.Actors;

/// <summary>Calls per second of the grain host on a PostgreSQL server of its own, against the bare transaction there.</summary>
internal static class PostgresRates
{
    private const int Keys = 1000;
    private const double Goal = 0.5;
    private static readonly int[] Callers = [1, 8, 64];

    /// <summary>Rows without figures where the server is not installed.</summary>
    public static async IAsyncEnumerable<BenchmarkRow> MeasureAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!PostgresServer.IsInstalled)
        {
            foreach (var (callers, keys) in Cases())
            {
                yield return new BenchmarkRow(Name(callers, keys), null, "calls/s", null, "absent: PostgreSQL 15", Goal);
            }

            yield break;
        }

        await using var server = await PostgresServer.StartAsync(isDurable: true);
        var options = new PostgresStoreOptions
        {
            ConnectionString = server.ConnectionString, Schema = "bare", MaxConnections = Callers.Max(),
        };
        await (await PostgresGrainStore.OpenAsync(options, cancellationToken)).DisposeAsync();
        await using var bare = await BarePostgres.CreateAsync(server.ConnectionString, "bare", Callers.Max(), Keys);
        await using var store = await PostgresGrainStore.OpenAsync(options with { Schema = "host" }, cancellationToken);
        await using var counters = await CounterHost.CreateAsync(store, Keys);
        foreach (var (callers, keys) in Cases())
        {
            var (rate, ratio) = await InterleavedRate.MeasureAsync(
                deadline => CallerLoop.RunAsync(callers, keys, deadline, (_, key) => counters[key].AddAsync(1)),
                deadline => CallerLoop.RunAsync(callers, keys, deadline, bare.AddAsync),
                cancellationToken);
            yield return new BenchmarkRow(Name(callers, keys), rate, "calls/s", ratio, "bare transaction, as many callers", Goal);
        }
    }

    private static IEnumerable<(int Callers, int Keys)> Cases() =>
        Callers.Select(callers => (callers, Keys)).Append((Callers.Max(), 1));

    private static string Name(int callers, int keys) =>
        $"PostgreSQL, {(keys == 1 ? "one hot grain" : $"{keys:N0} grains")}, {(callers == 1 ? "one caller" : $"{callers} callers")}";
}
