using System.Net;
using System.Net.Sockets;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>Stands between a client and a server's socket and cuts one connection where it is told to.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Socket> _sockets = [];
    private readonly string _server;
    private readonly Task _accepting;
    private int _sendsUntilCut = int.MaxValue;
    private CutPoint _point;

    public CuttingProxy(string server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts the connection of a coming message; 1 is the next one.</summary>
    public void CutAt(CutPoint point, int message = 1)
    {
        _point = point;
        Volatile.Write(ref _sendsUntilCut, message);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }

        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_ended.Token);
            var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            lock (_sockets)
            {
                _sockets.AddRange([client, server]);
            }

            await server.ConnectAsync(new UnixDomainSocketEndPoint(_server), _ended.Token);
            client.NoDelay = true;
            var answers = new CancellationTokenSource();
            _ = Task.WhenAll(SendAsync(client, server, answers), AnswerAsync(client, server, answers.Token));
        }
    }

    private async Task SendAsync(Socket client, Socket server, CancellationTokenSource answers)
    {
        var buffer = new byte[1 << 16];
        while (await ReceiveAsync(client, buffer, default) is > 0 and var count)
        {
            var isCut = Interlocked.Decrement(ref _sendsUntilCut) == 0;
            if (isCut)
            {
                await answers.CancelAsync();
                if (_point == CutPoint.AfterAnswering)
                {
                    await server.SendAsync(buffer.AsMemory(0, count));
                    await ReceiveAsync(server, new byte[1 << 16], default);
                }

                client.Close();
                if (_point == CutPoint.BeforeSendingUnnoticed)
                {
                    return;
                }

                break;
            }

            await server.SendAsync(buffer.AsMemory(0, count));
        }

        server.Close();
    }

    private static async Task AnswerAsync(Socket client, Socket server, CancellationToken cut)
    {
        var buffer = new byte[1 << 16];
        while (await ReceiveAsync(server, buffer, cut) is > 0 and var count)
        {
            await client.SendAsync(buffer.AsMemory(0, count), CancellationToken.None);
        }

        if (!cut.IsCancellationRequested)
        {
            client.Close();
        }
    }

    /// <summary>0 when the connection has ended, or with the cut.</summary>
    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken cut)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cut);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }
}
