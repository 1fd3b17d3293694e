using System.Diagnostics;
using Tapestry.Actors.Sqlite;
using Tapestry.Actors.Tests.Model;

namespace Tapestry.Actors.Tests.Crashes;

/// <summary>The child process of <see cref="KillTests"/>: calls without end, each acknowledged by a line on its output.</summary>
internal static class CrashTraffic
{
    public const string Verb = "crash-traffic";

    public static Process Start(string path)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = [typeof(CrashTraffic).Assembly.Location, Verb, path];
        return Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{dotnet} did not start.");
    }

    private static async Task Main(string[] args)
    {
        if (args is not [Verb, var path])
        {
            throw new ArgumentException($"Usage: {Verb} DATABASE");
        }

        await using var store = await SqliteGrainStore.OpenAsync(new SqliteStoreOptions { Path = path });
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
