using System.Net;
using System.Net.Sockets;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>
/// A hop of the network that can be partitioned or cut: works without rights, on any system. A partition holds bytes
/// back, as a network without answer does to TCP; a cut resets every connection.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int PieceBytes = 1 << 16;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<Socket> open = [];
    private readonly Lock gate = new();
    private readonly EndPoint target;
    private readonly Task accepting;
    private TaskCompletionSource passable = Passable();
    private bool isCut;

    public TcpProxy(EndPoint target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Nothing passes until <see cref="Heal"/>; then what was held back does.</summary>
    public void Partition() => passable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Resets all connections, and new ones at once, until <see cref="Heal"/>.</summary>
    public void Cut()
    {
        lock (gate)
        {
            isCut = true;
            foreach (var socket in open)
            {
                Reset(socket);
            }
        }
    }

    public void Heal()
    {
        lock (gate)
        {
            isCut = false;
        }

        passable.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        Cut();
        Heal();
        await accepting;
        stop.Dispose();
    }

    private static TaskCompletionSource Passable()
    {
        var passable = new TaskCompletionSource();
        passable.SetResult();
        return passable;
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptSocketAsync(stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(
            target.AddressFamily, SocketType.Stream, target.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            if (!Admit(client, server))
            {
                return;
            }

            await passable.Task.WaitAsync(stop.Token);
            await server.ConnectAsync(target, stop.Token);
            await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side is gone: so is the connection.
        }
        finally
        {
            lock (gate)
            {
                open.Remove(client);
                open.Remove(server);
                Reset(client);
            }
        }
    }

    private bool Admit(Socket client, Socket server)
    {
        lock (gate)
        {
            open.Add(client);
            open.Add(server);
            return !isCut;
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var piece = new byte[PieceBytes];
        try
        {
            while (await from.ReceiveAsync(piece, stop.Token) is var count and > 0)
            {
                await passable.Task.WaitAsync(stop.Token);
                await to.SendAsync(piece.AsMemory(0, count), stop.Token);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            // The other direction must not wait for a connection that is broken.
            to.Dispose();
            throw;
        }
    }
}
