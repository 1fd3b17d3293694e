using System.Runtime.ExceptionServices;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>One root call: its session in the store, the grains it loaded and the effects they had.</summary>
internal sealed class CallTransaction(HostServices services, IGrainSnapshot session) : IAsyncDisposable
{
    private readonly Dictionary<GrainId, Activation> _activations = [];
    private readonly List<Activation> _loaded = [];
    private ExceptionDispatchInfo? _failure;
    private Task _loading = Task.CompletedTask;
    private int _joinedCalls;

    public HostServices Services => services;

    public GrainThread Thread { get; } = new();

    public TransactionEffects Effects { get; } = new(services.Options.MaxEffects);

    public DateTimeOffset Now { get; } = services.Now;

    /// <summary>Whether loading can go on without waiting, or which task to wait for.</summary>
    public ValueTask<Activation> ActivateAsync(GrainDefinition grain, GrainId id)
    {
        if (_activations.TryGetValue(id, out var activation))
        {
            return new ValueTask<Activation>(activation);
        }

        if (!_loading.IsCompleted)
        {
            return Track(LoadAfterAsync(_loading, grain, id));
        }

        var load = session.LoadAsync(id, CancellationToken.None);
        return load.IsCompletedSuccessfully
            ? new ValueTask<Activation>(Add(grain, id, load.Result))
            : Track(AwaitLoadAsync(grain, id, load));
    }

    public void CountJoinedCall(GrainId caller) => Limit.Enforce(
        nameof(GrainHostOptions.MaxJoinedCalls), ++_joinedCalls, services.Options.MaxJoinedCalls,
        "Transaction with a call from", caller);

    /// <summary>Makes the root call fail with this exception whatever the grains do about it.</summary>
    public void Doom(Exception exception) => _failure ??= ExceptionDispatchInfo.Capture(exception);

    /// <summary>What to commit.</summary>
    public CommitBatch Complete()
    {
        _failure?.Throw();
        var rows = new List<GrainRow>(_loaded.Count);
        foreach (var activation in _loaded)
        {
            if (activation.ChangedRow() is { } row)
            {
                rows.Add(row);
            }
        }

        return Effects.ToBatch(rows);
    }

    /// <summary>Waits for a load that the grains abandoned, so that the session can be disposed.</summary>
    public async ValueTask DisposeAsync() => await _loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private ValueTask<Activation> Track(Task<Activation> load)
    {
        _loading = load;
        return new ValueTask<Activation>(load);
    }

    /// <summary>A session does one operation at a time, also when nobody awaits the one before.</summary>
    private async Task<Activation> LoadAfterAsync(Task previous, GrainDefinition grain, GrainId id)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _activations.TryGetValue(id, out var activation)
            ? activation
            : await AwaitLoadAsync(grain, id, session.LoadAsync(id, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task<Activation> AwaitLoadAsync(GrainDefinition grain, GrainId id, ValueTask<GrainRow?> load)
    {
        try
        {
            return Add(grain, id, await load.ConfigureAwait(false));
        }
        catch (GrainHostException exception)
        {
            Doom(exception);
            throw;
        }
    }

    private Activation Add(GrainDefinition grain, GrainId id, GrainRow? row)
    {
        var activation = grain.Activate(this, id, row);
        _activations.Add(id, activation);
        _loaded.Add(activation);
        return activation;
    }
}
