using Npgsql;

namespace Tapestry.Testing;

/// <summary>
/// A PostgreSQL server of its own with an empty database, reached by a socket in its temporary folder. It stops
/// and its folder goes with the tests that started it, also when they are killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRevival = TimeSpan.FromMinutes(2);

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartAsync(isDurable: false));

    private const string Ready = "database system is ready to accept connections";
    private readonly ServerShell _shell;
    private readonly TemporaryFolder? _disk;

    private PostgresServer(ServerShell shell, string folder, TemporaryFolder? disk)
    {
        _shell = shell;
        _disk = disk;
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = folder, Username = "tapestry", Database = "postgres",
        }.ToString();
    }

    /// <summary>Whether this machine has the server's programs.</summary>
    public static bool IsInstalled => File.Exists(Path.Combine(PostgresShell.Installed, "initdb"));

    /// <summary>Path of the server's socket.</summary>
    public string SocketPath => Path.Combine(new NpgsqlConnectionStringBuilder(ConnectionString).Host!, ".s.PGSQL.5432");

    /// <summary>A superuser's connection.</summary>
    public string ConnectionString { get; }

    /// <summary>The server that the tests of this process share.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server.</summary>
    /// <param name="isDurable">False leaves out what protects from a power loss.</param>
    /// <param name="diskMegabytes">Size of a disk of its own for its data, above 64; null for the machine's.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start; the message holds its output.</exception>
    public static async Task<PostgresServer> StartAsync(bool isDurable, int? diskMegabytes = null)
    {
        if (!IsInstalled)
        {
            throw new InvalidOperationException(
                $"There is no PostgreSQL server in {PostgresShell.Installed}. Remedy: apt-get install postgresql-15.");
        }

        var disk = diskMegabytes is null ? null : new TemporaryFolder();
        var shell = ServerShell.Start(PostgresShell.Command(isDurable, disk?.Path, diskMegabytes ?? 0));
        return new PostgresServer(shell, (await shell.ReadUntilAsync(Ready))[0], disk);
    }

    /// <summary>Stops the server, all its sessions with it; its data stays for <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync() => _shell.OrderAsync("stop", "stopped");

    /// <summary>SIGKILL of the server and all its sessions at once; what it had acknowledged is in its files.</summary>
    public Task KillAsync() => _shell.OrderAsync("kill", "killed");

    /// <summary>Starts the stopped or killed server on the same data and the same socket.</summary>
    public Task StartAgainAsync() => _shell.OrderAsync("start", Ready);

    /// <summary>Leaves no room on its small disk; the server may stop over it.</summary>
    public Task FillDiskAsync() => _shell.OrderAsync("fill", "filled");

    /// <summary>Gives the room back, and starts the server again where it has stopped, until it takes connections.</summary>
    public async Task FreeDiskAsync()
    {
        await _shell.OrderAsync("free", "freed");
        using var limit = new CancellationTokenSource(LongestRevival);
        while (!await AnswersAsync())
        {
            await Task.Delay(BetweenTries, TimeProvider.System, limit.Token);
            await _shell.OrderAsync("revive", "revived");
        }
    }

    /// <summary>Stops the server at once and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        _disk?.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        try
        {
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
