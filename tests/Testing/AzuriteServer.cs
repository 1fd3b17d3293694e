using System.Globalization;
using System.Security.Cryptography;

namespace Tapestry.Testing;

/// <summary>
/// An object store of its own, Azurite, on a free port of this machine. What it acknowledged it keeps, as the service does for
/// which it stands (durable.js). It stops and its folder goes with the tests that started it, also when they are killed.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Account = "tapestry";
    private const string Ready = "Azurite Blob service successfully listens on ";

    private const string Script =
        """
        folder=$(mktemp -d -t tapestry-azurite-XXXXXX) && cd "$folder" || exit
        start() {
            node "$program" "$installed" --blobPort "$1" --location data --silent --disableTelemetry 2>&1 & pid=$!
        }
        program=$1
        installed=$2
        start 0
        while read -r order port; do
            case $order in
                kill) kill -KILL $pid; wait $pid; echo killed;;
                start) start "$port";;
            esac
        done
        kill -KILL $pid && wait $pid
        rm -rf "$folder"
        """;

    private static readonly Lazy<Task<AzuriteServer>> SharedServer = new(StartAsync);

    private readonly ServerShell _shell;

    private AzuriteServer(ServerShell shell, Uri address, string key)
    {
        (_shell, Address, Key) = (shell, address, key);
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint={address}{Account}";
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The account's key.</summary>
    public string Key { get; }

    /// <summary>The account's connection string.</summary>
    public string ConnectionString { get; }

    /// <summary>Where ./tapestry installs it.</summary>
    private static string Installed => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "tapestry", "azurite");

    /// <summary>The server that the tests of this process share.</summary>
    public static Task<AzuriteServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start; the message holds its output.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        if (!Directory.Exists(Path.Combine(Installed, "node_modules", "azurite")))
        {
            throw new InvalidOperationException($"There is no Azurite in {Installed}. Remedy: ./tapestry test installs it.");
        }

        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var shell = ServerShell.Start(
            ["sh", "-c", Script, "sh", Path.Combine(AppContext.BaseDirectory, "azurite-durable.js"), Installed],
            ("AZURITE_ACCOUNTS", $"{Account}:{key}"));
        var line = (await shell.ReadUntilAsync(Ready))[^1];
        return new AzuriteServer(shell, new Uri(line[Ready.Length..]), key);
    }

    /// <summary>SIGKILL; what it had acknowledged is in its files.</summary>
    public Task KillAsync() => _shell.OrderAsync("kill", "killed");

    /// <summary>Starts the killed server on the same data and the same port.</summary>
    public Task StartAgainAsync() => _shell.OrderAsync(string.Create(CultureInfo.InvariantCulture, $"start {Address.Port}"), Ready);

    /// <summary>Stops the server at once and removes its folder.</summary>
    public ValueTask DisposeAsync() => _shell.DisposeAsync();
}
