using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;

namespace Tapestry.Testing;

/// <summary>
/// A PostgreSQL server of its own with an empty database, reached by a socket in its temporary folder. Its shell takes
/// orders on its input; at the input's end the server stops and its folder goes, also when the tests that started it are
/// killed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Installed = "/usr/lib/postgresql/15/bin";

    /// <summary>initdb and the server refuse to run as root.</summary>
    private static readonly string[] AsNobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"];

    private const string Script =
        """
        folder=$(mktemp -d -t tapestry-postgres-XXXXXX) && cd "$folder" || exit
        "$1/initdb" --pgdata data --username tapestry --auth trust --encoding UTF8 --no-locale --no-sync >initdb.log 2>&1 ||
            { cat initdb.log; exit 1; }
        server=$1/postgres
        shift
        echo "$folder"
        start() { "$server" -D data -k "$folder" -c listen_addresses= "$@" 2>&1 & pid=$!; }
        start "$@"
        while read -r order; do
            case $order in
                stop) kill -INT $pid; wait $pid; echo stopped;;
                kill)
                    sessions=$(cat /proc/$pid/task/$pid/children)
                    kill -KILL $pid $sessions
                    wait $pid
                    for session in $sessions; do while [ -e /proc/$session/exe ]; do :; done; done
                    echo killed;;
                start) start "$@";;
            esac
        done
        kill -QUIT $pid && wait $pid
        rm -rf "$folder"
        """;

    private static readonly string[] Common =
        ["max_connections=300", "log_min_messages=log", "log_checkpoints=off", "log_autovacuum_min_duration=-1"];

    /// <summary>Quick at the price of what only a power loss or a busy table needs.</summary>
    private static readonly string[] Quick =
        ["fsync=off", "full_page_writes=off", "autovacuum=off", "jit=off", "deadlock_timeout=50ms"];

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartAsync(isDurable: false));

    private const string Ready = "database system is ready to accept connections";
    private readonly Process _shell;
    private readonly ChannelReader<string> _output;

    private PostgresServer(Process shell, ChannelReader<string> output, string folder)
    {
        _shell = shell;
        _output = output;
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = folder, Username = "tapestry", Database = "postgres",
        }.ToString();
    }

    /// <summary>Whether this machine has the server's programs.</summary>
    public static bool IsInstalled => File.Exists(Path.Combine(Installed, "initdb"));

    /// <summary>Path of the server's socket.</summary>
    public string SocketPath => Path.Combine(new NpgsqlConnectionStringBuilder(ConnectionString).Host!, ".s.PGSQL.5432");

    /// <summary>A superuser's connection.</summary>
    public string ConnectionString { get; }

    /// <summary>The server that the tests of this process share.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server.</summary>
    /// <param name="isDurable">False leaves out what protects from a power loss.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start; the message holds its output.</exception>
    public static async Task<PostgresServer> StartAsync(bool isDurable)
    {
        if (!IsInstalled)
        {
            throw new InvalidOperationException(
                $"There is no PostgreSQL server in {Installed}. Remedy: apt-get install postgresql-15.");
        }

        string[] settings = [.. Common, .. isDurable ? [] : Quick];
        string[] command =
        [
            .. Environment.IsPrivilegedProcess ? AsNobody : [], "sh", "-c", Script, "sh", Installed,
            .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        var shell = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var output = ReadLines(shell);
        return new PostgresServer(shell, output, (await ReadUntilAsync(output, Ready))[0]);
    }

    /// <summary>Stops the server, all its sessions with it; its data stays for <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync() => OrderAsync("stop", "stopped");

    /// <summary>SIGKILL of the server and all its sessions at once; what it had acknowledged is in its files.</summary>
    public Task KillAsync() => OrderAsync("kill", "killed");

    /// <summary>Starts the stopped or killed server on the same data and the same socket.</summary>
    public Task StartAgainAsync() => OrderAsync("start", Ready);

    /// <summary>Stops the server at once and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private async Task OrderAsync(string order, string done)
    {
        await _shell.StandardInput.WriteLineAsync(order);
        await _shell.StandardInput.FlushAsync();
        await ReadUntilAsync(_output, done);
    }

    /// <summary>Everything is read as it comes, so that nothing fills the pipe.</summary>
    private static ChannelReader<string> ReadLines(Process shell)
    {
        var lines = Channel.CreateUnbounded<string>();
        _ = Task.Run(async () =>
        {
            while (await shell.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Writer.TryWrite(line);
            }

            lines.Writer.Complete();
        });
        return lines.Reader;
    }

    private static async Task<IReadOnlyList<string>> ReadUntilAsync(ChannelReader<string> output, string end)
    {
        var read = new List<string>();
        await foreach (var line in output.ReadAllAsync())
        {
            read.Add(line);
            if (line.EndsWith(end, StringComparison.Ordinal))
            {
                return read;
            }
        }

        throw new InvalidOperationException($"PostgreSQL did not go on to say '{end}':\n{string.Join('\n', read)}");
    }
}
