using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>Tells the other silos that something was committed; what is raised while it is busy goes together.</summary>
internal sealed class SignalSender(PostgresConnections connections, TimeProvider time, Guid id, string channel)
    : IDisposable
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim _raised = new(0);
    private int _kinds;

    public void Send(SignalKinds kinds)
    {
        if (Interlocked.Or(ref _kinds, (int)kinds) == 0)
        {
            _raised.Release();
        }
    }

    public void Dispose() => _raised.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await SendAllAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The other silos look by themselves until there is a connection again.
                await Task.Delay(AfterFault, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        var connection = await connections.OpenSingleAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // A signal need not survive a crash, so it does not wait for the disk.
            await RunAsync(connection, "SET synchronous_commit = off", cancellationToken).ConfigureAwait(false);
            while (true)
            {
                await _raised.WaitAsync(cancellationToken).ConfigureAwait(false);
                await SendAsync(connection, (SignalKinds)Interlocked.Exchange(ref _kinds, 0), cancellationToken)
                    .ConfigureAwait(false);
                await Task.Delay(Spacing, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(NpgsqlConnection connection, SignalKinds kinds, CancellationToken cancellationToken)
    {
        try
        {
            var message = new SignalMessage(id, kinds);
            await RunAsync(connection, $"NOTIFY {channel}, '{message}'", cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Send(kinds);
            throw;
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
