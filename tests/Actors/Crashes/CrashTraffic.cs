using System.Diagnostics;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Sqlite;
using Tapestry.Actors.Storage;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Crashes;

/// <summary>
/// The child process of <see cref="KillContract"/>: calls without end, each acknowledged by a line on its output.
/// </summary>
internal static class CrashTraffic
{
    private const string Verb = "crash-traffic";

    public static Process Start(string[] database)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = [typeof(CrashTraffic).Assembly.Location, Verb, .. database];
        return Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{dotnet} did not start.");
    }

    /// <param name="database"><c>sqlite PATH</c> or <c>postgres CONNECTION SCHEMA</c>.</param>
    public static async Task<IGrainStore> OpenAsync(string[] database) => database switch
    {
        ["sqlite", var path] => await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = path }),
        ["postgres", var connection, var schema] => await PostgresGrainStore.OpenAsync(
            new PostgresStoreOptions { ConnectionString = connection, Schema = schema }),
        _ => throw new ArgumentException($"Unknown database: {string.Join(' ', database)}", nameof(database)),
    };

    private static async Task Main(string[] args)
    {
        if (args is not [Verb, .. var database])
        {
            throw new ArgumentException($"Usage: {Verb} DATABASE");
        }

        await using var store = await OpenAsync(database);
        var random = new SystemSecureRandom();
        var host = new GrainHost(store, TestModel.Registry(), TimeProvider.System, new RandomIdSource(random), random);
        while (true)
        {
            await host.GetGrain<IAccount>("source").TouchEverythingAsync(DateTimeOffset.UnixEpoch, null);
            await host.GetGrain<IAccount>("source").TransferAsync("target", 1);
            Console.WriteLine(await host.GetGrain<IAccount>("target").BalanceAsync());
        }
    }
}
