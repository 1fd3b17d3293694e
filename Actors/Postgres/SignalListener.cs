using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>Hears the other silos; when nothing was heard for a while or the connection was lost, it takes everything as raised.</summary>
internal sealed class SignalListener(
    PostgresConnections connections, PostgresStoreOptions options, string channel, Action<SignalMessage> receive)
{
    private static readonly SignalMessage Everything = new(Guid.Empty, SignalKinds.All);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenForgetting = TimeSpan.FromHours(1);
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _keptAt;
    private long? _forgotAt;

    /// <summary>The first connection listens, or failed.</summary>
    public Task Listening => _listening.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ListenAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                _listening.TrySetException(
                    fault is NpgsqlException error ? PostgresFaults.Translate(error, connections.Database) : fault);
                await Task.Delay(AfterFault, options.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await connections.OpenSingleAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, heard) => receive(SignalMessage.Parse(heard.Payload) ?? Everything);
            await RunAsync(connection, new NpgsqlBatchCommand($"LISTEN {channel}"), cancellationToken).ConfigureAwait(false);
            await KeepAsync(connection, cancellationToken).ConfigureAwait(false);
            receive(Everything);
            _listening.TrySetResult();
            while (true)
            {
                await KeepAsync(connection, cancellationToken).ConfigureAwait(false);
                if (!await connection.WaitAsync(options.MaxSilence, cancellationToken).ConfigureAwait(false))
                {
                    receive(Everything);
                }
            }
        }
    }

    /// <summary>Also finds out whether the connection still stands.</summary>
    private async Task KeepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = options.Time.GetTimestamp();
        if (IsOver(options.MaxSilence, _keptAt, now))
        {
            var end = Upkeep.EndOldTransactions(options.MaxTransaction);
            await RunAsync(connection, end, cancellationToken).ConfigureAwait(false);
            await ReadClockAsync(connection, cancellationToken).ConfigureAwait(false);
            _keptAt = now;
        }

        if (IsOver(BetweenForgetting, _forgotAt, now))
        {
            await RunAsync(connection, Upkeep.ForgetCommits(), cancellationToken).ConfigureAwait(false);
            _forgotAt = now;
        }
    }

    /// <summary>Whether that time has passed since then, by timestamps: the clock may be set.</summary>
    private bool IsOver(TimeSpan time, long? since, long now) =>
        since is not { } then || options.Time.GetElapsedTime(then, now) >= time;

    private async Task ReadClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (options.Clock is { } clock)
        {
            var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            await using (command.ConfigureAwait(false))
            {
                var sent = clock.GetTimestamp();
                var time = (DateTime)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
                clock.Observe(new DateTimeOffset(time), sent, clock.GetTimestamp());
            }
        }
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using (batch.ConfigureAwait(false))
        {
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
