namespace Tapestry.Actors.Hosting;

/// <summary>The host's side of a grain object.</summary>
internal interface IGrainInstance<TState>
    where TState : class, new()
{
    void Bind(ActivationBinding<TState> binding);
}
