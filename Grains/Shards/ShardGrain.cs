using Tapestry.Actors;
using Tapestry.Grains.Audit;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Shards;
using Tapestry.Grains.Interfaces.Shards.Events;

namespace Tapestry.Grains.Shards;

/// <inheritdoc cref="IShardGrain"/>
public sealed class ShardGrain : Grain<ShardState>, IShardGrain
{
    /// <inheritdoc/>
    public Task InitializeAsync(ShardVersion initial)
    {
        if (State.Current is not null)
        {
            throw Refuse(ShardException.Contradiction, "was initialized before; a run's shards start once.");
        }

        State = State with { Current = initial };
        Context.Emit(new ShardInitialized(initial));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StageAsync(RoundId round, MergeResult result)
    {
        var current = EnsureInitialized();
        if (result.Shard.Index != current.Index || result.Shard.Length != current.Length)
        {
            throw Refuse(
                ShardException.Contradiction,
                $"has index {current.Index} and {current.Length} parameters; the merge gave index {result.Shard.Index} and {result.Shard.Length}.");
        }

        if (State.StagedBy is { } holder)
        {
            return holder == round && State.Staged == result
                ? Task.CompletedTask
                : throw Refuse(ShardException.Contradiction, $"already holds another result, of round '{holder}'.");
        }

        State = State with { StagedBy = round, Staged = result };
        Context.Emit(new ShardStaged(round, result));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StreamAnchor> PublishAsync(RoundId round)
    {
        if (State.StagedBy != round || State.Staged is not { } staged)
        {
            throw Refuse(ShardException.NothingStaged, $"has nothing staged by round '{round}'.");
        }

        State = State with
        {
            Current = staged.Shard,
            OptimizerState = staged.OptimizerState,
            PublishedBy = round,
            StagedBy = null,
            Staged = null,
        };
        Context.Emit(new ShardPublished(round, staged.Shard));
        return Task.FromResult(Context.Anchor());
    }

    /// <inheritdoc/>
    public Task DiscardAsync(RoundId round)
    {
        if (State.StagedBy == round)
        {
            State = State with { StagedBy = null, Staged = null };
            Context.Emit(new ShardDiscarded(round));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<ShardView> GetAsync() => Task.FromResult(
        new ShardView(EnsureInitialized(), State.OptimizerState, State.PublishedBy, State.StagedBy, State.Staged));

    private ShardVersion EnsureInitialized() => State.Current
        ?? throw Refuse(ShardException.NotFound, "does not exist; create its run first.");

    private ShardException Refuse(string code, string why) => new(code, $"Shard '{Context.Id.Key}' {why}");
}
