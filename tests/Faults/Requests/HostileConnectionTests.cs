using System.Net;
using System.Net.Sockets;
using System.Text;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Requests;

/// <summary>Connections that say nothing, too little, too slowly or too much: the silo serves others meanwhile and gets rid of them.</summary>
[Trait(FaultSuite.Trait, FaultSuite.Name)]
public sealed class HostileConnectionTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Connections = 100;
    private const long MostGrowthBytes = 100 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder folder = new();
    private GuardedProcess silo = null!;
    private Uri address = null!;

    public async Task InitializeAsync()
    {
        var config = folder.File("silo.yaml");
        var port = LocalPorts.Free();
        await File.WriteAllTextAsync(config, $"name: one\nlisten: 127.0.0.1:{port}\ndatabase:\n  sqlite: region.db\nfolder: region\n");
        address = new Uri($"http://127.0.0.1:{port}");
        silo = GuardedProcess.Start("silo", "run", "--config", config);
        using var limit = new CancellationTokenSource(LongestWait);
        while (!silo.IsListening)
        {
            await Task.Delay(Pause / 20, TimeProvider.System, limit.Token);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        silo.Kill();
        silo.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Half_open_and_slow_connections_are_closed_and_hinder_nobody()
    {
        using var http = new HttpClient { BaseAddress = address };
        await AssertServesAsync(http);
        var before = silo.ResidentBytes;
        var hostile = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ConnectAsync()));
        var slow = hostile.Where((_, index) => index % 2 == 0).Select(DripAsync).ToArray();

        await AssertServesAsync(http);
        await Task.WhenAll(slow).WaitAsync(LongestWait, TimeProvider.System);

        await AssertServesAsync(http);
        Array.ForEach(hostile, socket => socket.Dispose());
        AssertSound(before);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(900)]
    public async Task Truncated_bodies_change_nothing(int sentBytes)
    {
        using var http = new HttpClient { BaseAddress = address };
        await AssertServesAsync(http);
        var before = silo.ResidentBytes;
        for (var number = 0; number < Connections; number++)
        {
            using var socket = await ConnectAsync();
            await SendAsync(socket, $"PUT {ApiPaths.Fill(ApiPaths.Consortium, "torn")} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
            await SendAsync(socket, new string('{', sentBytes));
            if (number % 2 == 0)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }

        await AssertServesAsync(http);
        using var unknown = await http.GetAsync(ApiPaths.Fill(ApiPaths.Consortium, "torn"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        AssertSound(before);
    }

    [Fact]
    public async Task An_oversize_body_is_refused_by_its_limit()
    {
        using var http = new HttpClient { BaseAddress = address };
        using var content = new ByteArrayContent(new byte[2 << 20]) { Headers = { { "Content-Type", "application/json" } } };

        using var refused = await http.PutAsync(ApiPaths.Fill(ApiPaths.Consortium, "large"), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        await AssertServesAsync(http);
    }

    private static async Task AssertServesAsync(HttpClient http) =>
        Assert.Equal("ready\n", await http.GetStringAsync("/readyz"));

    private static Task<int> SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text));

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        return socket;
    }

    /// <summary>A header that never ends, a letter a second, until the silo has had enough.</summary>
    private static async Task DripAsync(Socket socket)
    {
        try
        {
            await SendAsync(socket, "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            var closed = socket.ReceiveAsync(new byte[1024]);
            while (!closed.IsCompleted)
            {
                await SendAsync(socket, "a");
                await Task.WhenAny(closed, Task.Delay(Pause, TimeProvider.System));
            }
        }
        catch (SocketException)
        {
            // Closed, which is what it waits for.
        }
    }

    private void AssertSound(long residentBefore)
    {
        var growth = silo.ResidentBytes - residentBefore;
        output.WriteLine($"memory grew by {growth >> 20} MiB");
        Assert.InRange(growth, long.MinValue, MostGrowthBytes);
        Assert.DoesNotContain("Error tapestry", silo.Output, StringComparison.Ordinal);
    }
}
