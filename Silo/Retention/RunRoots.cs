using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Shards;

namespace Tapestry.Silo.Retention;

/// <summary>The blobs that a run still needs.</summary>
internal sealed class RunRoots(IGrainFactory grains, int keepRounds)
{
    /// <summary>Configuration, current and staged shards with their optimizer states, and all that recent rounds name.</summary>
    public async Task AddAsync(RunId run, ISet<Sha256Digest> roots)
    {
        var view = await grains.GetGrain<IRunGrain>(run.Value).GetAsync();
        roots.Add(view.Definition.ModelConfig);
        foreach (var shard in view.Base.Shards)
        {
            await AddShardAsync(new ShardId(run, shard.Index), roots);
        }

        for (var number = view.LatestRound; number >= 1 && number > view.LatestRound - keepRounds; number--)
        {
            Add(await grains.GetGrain<IRoundGrain>(new RoundId(run, number).Value).GetAsync(), roots);
        }
    }

    private static void Add(RoundView round, ISet<Sha256Digest> roots)
    {
        roots.UnionWith(round.Ticket.Base.Shards.Select(shard => shard.Parameters));
        roots.UnionWith(round.Cohort.SelectMany(member => member.Contributions.Values).Select(frame => frame.Digest));
        foreach (var state in round.Certificate?.OptimizerStatesBefore ?? [])
        {
            AddIfAny(state, roots);
        }

        if (round.Secure is { } handshake)
        {
            roots.UnionWith(handshake.Answers.Select(answer => answer.Message));
            AddIfAny(handshake.RegionState, roots);
            AddIfAny(handshake.Sum?.Record, roots);
        }
    }

    private static void Add(ShardVersion version, Sha256Digest? optimizerState, ISet<Sha256Digest> roots)
    {
        roots.Add(version.Parameters);
        AddIfAny(optimizerState, roots);
    }

    private static void AddIfAny(Sha256Digest? blob, ISet<Sha256Digest> roots)
    {
        if (blob is { } given)
        {
            roots.Add(given);
        }
    }

    private async Task AddShardAsync(ShardId id, ISet<Sha256Digest> roots)
    {
        var shard = await grains.GetGrain<IShardGrain>(id.Value).GetAsync();
        Add(shard.Current, shard.OptimizerState, roots);
        if (shard.Staged is { } staged)
        {
            Add(staged.Shard, staged.OptimizerState, roots);
        }
    }
}
