using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>A grain object with its state.</summary>
internal sealed class StatefulActivation<TGrain, TState> : Activation
    where TGrain : Grain<TState>
    where TState : class, new()
{
    private readonly StatefulGrainDefinition<TGrain, TState> _definition;
    private readonly ActivationBinding<TState> _binding;
    private readonly TGrain _grain;

    public StatefulActivation(
        StatefulGrainDefinition<TGrain, TState> definition, CallTransaction transaction, GrainId id, GrainRow? row)
        : base(transaction, id, row)
    {
        _definition = definition;
        _grain = definition.Create();
        _binding = new ActivationBinding<TState>(definition.Read(row), row is null, Context);
        ((IGrainInstance<TState>)_grain).Bind(_binding);
    }

    public override object Grain => _grain;

    public override GrainDefinition Definition => _definition;

    protected override ReadOnlyMemory<byte> LoadedState => Row?.State ?? _definition.NewState;

    protected override bool IsAssigned => _binding.IsAssigned;

    protected override byte[] Serialize() => _definition.Serialize(_binding.State);

    protected override byte[] SerializeLoaded() => _definition.Serialize(_definition.Read(Row));
}
