using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>
/// The signals of this store, raised by its own commits at once and by those of other stores through <c>NOTIFY</c>. It is
/// sent after the commit and for many commits together: within a transaction it would make commits wait for each other.
/// What a crash in between loses is made good by looking after <see cref="PostgresStoreOptions.MaxSilence"/>.
/// </summary>
internal sealed class PostgresSignals : IAsyncDisposable
{
    private readonly Guid _id = new RandomIdSource(new SystemSecureRandom()).NewId();
    private readonly CancellationTokenSource _ended = new();
    private readonly SignalSender _sender;
    private readonly SignalListener _listener;
    private readonly Task _running;

    public PostgresSignals(PostgresConnections connections, PostgresStoreOptions options)
    {
        var channel = $"tapestry_{options.Schema}";
        _sender = new SignalSender(connections, options.Time, _id, channel);
        _listener = new SignalListener(connections, options, channel, Receive);
        _running = Task.WhenAll(
            Task.Run(() => _sender.RunAsync(_ended.Token)), Task.Run(() => _listener.RunAsync(_ended.Token)));
    }

    /// <summary>What waiters in this process await.</summary>
    public CommitSignals Local { get; } = new();

    /// <summary>Completes once no signal can be missed any more.</summary>
    /// <exception cref="StoreConflictException">The first connection failed.</exception>
    public Task Listening => _listener.Listening;

    public void Raise(SignalKinds kinds)
    {
        if (kinds != SignalKinds.None)
        {
            RaiseLocal(kinds);
            _sender.Send(kinds);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sender.Dispose();
        _ended.Dispose();
    }

    private void Receive(SignalMessage message)
    {
        if (message.Sender != _id)
        {
            RaiseLocal(message.Kinds);
        }
    }

    private void RaiseLocal(SignalKinds kinds)
    {
        if (kinds.HasFlag(SignalKinds.Events))
        {
            Local.Events.Raise();
        }

        if (kinds.HasFlag(SignalKinds.Reminders))
        {
            Local.Reminders.Raise();
        }

        if (kinds.HasFlag(SignalKinds.Jobs))
        {
            Local.Jobs.Raise();
        }
    }
}
