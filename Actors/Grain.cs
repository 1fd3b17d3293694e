using Tapestry.Actors.Hosting;

namespace Tapestry.Actors;

/// <summary>
/// A virtual actor: a pure state machine whose methods run one at a time, each in a transaction.
/// A method reads and replaces <see cref="State"/> and has effects only through <see cref="Context"/>;
/// it awaits nothing but calls to other grains.
/// </summary>
/// <typeparam name="TState">Durable state, serialized as JSON; immutable records serve best.</typeparam>
public abstract class Grain<TState> : IGrainInstance<TState>
    where TState : class, new()
{
    private ActivationBinding<TState>? _binding;

    /// <summary>
    /// Loaded before the call and saved after it if its JSON changed; a new grain starts with <c>new TState()</c>.
    /// </summary>
    /// <exception cref="ReadOnlyCallException">Assigned in a method marked <see cref="ReadOnlyCallAttribute"/>.</exception>
    protected TState State
    {
        get => Binding.State;
        set => Binding.State = value;
    }

    /// <summary>Clock, ids, other grains and effects of the running call.</summary>
    protected IGrainContext Context => Binding.Context;

    /// <summary>True when the database held no row of this grain at the start of the transaction.</summary>
    protected bool IsNew => Binding.IsNew;

    private ActivationBinding<TState> Binding => _binding
        ?? throw new InvalidOperationException("A grain has no state or context before the host activates it.");

    void IGrainInstance<TState>.Bind(ActivationBinding<TState> binding) => _binding = binding;
}
