using Tapestry.Actors;
using Tapestry.Grains.Audit;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Shards;
using Tapestry.Grains.Interfaces.Sites;
using Tapestry.Grains.Rounds.Secure;

namespace Tapestry.Grains.Rounds;

public sealed partial class RoundGrain
{
    /// <inheritdoc/>
    [ReadOnlyCall]
    public async Task<MergePlan> GetMergePlanAsync(int shard)
    {
        var ticket = EnsureOpened();
        if (State.Phase != RoundPhase.Merging)
        {
            throw TooLate($"a merge of shard {shard}");
        }

        var standing = await Shard(ticket, shard).GetAsync();
        return new MergePlan
        {
            Round = ticket.Round,
            Shard = standing.Current,
            OptimizerState = standing.OptimizerState,
            Contributions = [.. State.Cohort.Select(member =>
                new WeightedContribution(member.Site, member.Weight, member.Contributions[shard].Digest))],
            Encoding = ticket.Encoding,
            Outer = ticket.Outer,
            Secure = SecureRules.MergePlan(State, shard),
        };
    }

    /// <inheritdoc/>
    public async Task CompleteMergeAsync(MergeResult result)
    {
        var ticket = EnsureOpened();
        var shard = result.Shard.Index;
        if (State.Merged.TryGetValue(shard, out var standing))
        {
            if (standing != result)
            {
                throw Refuse(
                    RoundException.Contradiction,
                    $"has shard {shard} merged to {standing.Shard.Parameters}; another merge of the same inputs gave {result.Shard.Parameters}.");
            }

            return;
        }

        if (State.Phase != RoundPhase.Merging)
        {
            throw TooLate($"the merge of shard {shard}");
        }

        await Shard(ticket, shard).StageAsync(ticket.Round, result);
        State = State with { Merged = new SortedDictionary<int, MergeResult>(State.Merged.ToDictionary()) { [shard] = result } };
        Context.Emit(new ShardMerged(result));
        if (State.Merged.Count == ticket.Base.Shards.Count)
        {
            await CertifyAsync(ticket);
        }
    }

    /// <inheritdoc/>
    public Task FailMergeAsync(int shard, string reason) => State.Phase == RoundPhase.Merging
        ? AbandonAndTellRunAsync($"Shard {shard} could not be merged: {reason}")
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task AbandonAsync(string reason)
    {
        if (State.Ticket is not { } ticket || State.HasEnded)
        {
            return;
        }

        foreach (var shard in State.Merged.Keys)
        {
            await Shard(ticket, shard).DiscardAsync(ticket.Round);
        }

        await SettleAbandonedAsync(ticket);
        State = State with { Phase = RoundPhase.Abandoned, EndedAt = Context.Now, AbandonReason = reason };
        CancelReminders();
        Context.Emit(new RoundAbandoned(reason));
        await AnchorAsync(ticket, await LedgerAnchorsAsync());
    }

    private async Task AbandonAndTellRunAsync(string reason)
    {
        var ticket = EnsureOpened();
        await AbandonAsync(reason);
        await Context.GetGrain<IRunGrain>(ticket.Round.Run.Value).RoundAbandonedAsync(ticket.Round, reason);
    }

    private async Task CertifyAsync(RoundTicket ticket)
    {
        var published = new BaseManifest([.. State.Merged.OrderBy(pair => pair.Key).Select(pair => pair.Value.Shard)]);
        var anchors = new List<StreamAnchor>();
        foreach (var shard in published.Shards)
        {
            anchors.Add(await Shard(ticket, shard.Index).PublishAsync(ticket.Round));
        }

        var certificate = new RoundCertificate
        {
            Round = ticket.Round,
            Ticket = State.TicketDigest,
            PolicyVersion = ticket.Policy.Version,
            BaseBefore = ticket.Base.Digest(),
            BaseAfter = published.Digest(),
            Merged = State.Cohort,
            Outputs = published.Shards,
            Secure = SecureRules.Certificate(State),
        };
        State = State with { Phase = RoundPhase.Certified, EndedAt = Context.Now, Certificate = certificate };
        CancelReminders();
        Context.Emit(new RoundCertified(certificate));
        foreach (var member in State.Cohort)
        {
            var tokens = State.Ready.First(report => report.Site == member.Site).Tokens ?? 0;
            await Context.GetGrain<ISiteGrain>(member.Site.Value).NoteContributedAsync(ticket.Round, tokens);
        }

        await AnchorAsync(ticket, [.. anchors, .. await LedgerAnchorsAsync()]);
        await Context.GetGrain<IRunGrain>(ticket.Round.Run.Value).RoundCertifiedAsync(
            ticket.Round, published, ticket.LocalSteps, ticket.Secure is null ? null : SecureRules.MeanRms(State));
    }

    private Task AnchorAsync(RoundTicket ticket, IReadOnlyList<StreamAnchor> others) =>
        Context.GetGrain<IAuditGrain>(ticket.Round.Run.Value).AnchorAsync([.. others, Context.Anchor()]);

    private IShardGrain Shard(RoundTicket ticket, int index) =>
        Context.GetGrain<IShardGrain>(new ShardId(ticket.Round.Run, index).Value);
}
