namespace Tapestry.Actors.Hosting;

/// <summary>State and context of one grain within one transaction.</summary>
internal sealed class ActivationBinding<TState>(TState state, bool isNew, ICallContext context)
    where TState : class, new()
{
    private TState _state = state;

    public bool IsNew { get; } = isNew;

    public bool IsAssigned { get; private set; }

    public IGrainContext Context => context;

    public TState State
    {
        get => _state;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            context.EnsureWritable("assigns State");
            _state = value;
            IsAssigned = true;
        }
    }
}
