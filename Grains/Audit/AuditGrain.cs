using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Audit.Events;

namespace Tapestry.Grains.Audit;

/// <inheritdoc cref="IAuditGrain"/>
public sealed class AuditGrain : Grain<AuditState>, IAuditGrain
{
    /// <inheritdoc/>
    public Task AnchorAsync(IReadOnlyList<StreamAnchor> heads)
    {
        State = State with { AnchoredHeads = State.AnchoredHeads + heads.Count };
        Context.Emit(new StreamsAnchored(heads));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<AuditView> GetAsync() => Task.FromResult(new AuditView(State.AnchoredHeads, Context.Anchor()));
}
