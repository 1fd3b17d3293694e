using System.Text.Json;
using Tapestry.Actors;
using Tapestry.Grains.Hosting;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Interfaces.Runs.Events;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Grains.Interfaces.Shards;

namespace Tapestry.Grains.Runs;

/// <inheritdoc cref="IRunGrain"/>
public sealed class RunGrain(IMaskingGraphs graphs) : Grain<RunState>, IRunGrain
{
    private RunId Run => new(Context.Id.Key);

    /// <inheritdoc/>
    public async Task CreateAsync(RunDefinition definition)
    {
        if (State.Definition is { } standing)
        {
            EnsureSame(standing, definition);
            return;
        }

        if (definition.Run != Run)
        {
            throw Refuse(RunException.InvalidDefinition, $"cannot be created from a definition of run '{definition.Run}'.");
        }

        var consortium = await Context.GetGrain<IConsortiumGrain>(definition.Consortium.Value).GetAsync();
        RunDefinitionRules.Check(definition, consortium);
        foreach (var shard in definition.InitialBase.Shards)
        {
            await Context.GetGrain<IShardGrain>(new ShardId(Run, shard.Index).Value).InitializeAsync(shard);
        }

        State = State with
        {
            Definition = definition,
            Policy = consortium.Policy,
            Base = definition.InitialBase,
            IdentityKeys = definition.Secure is null ? null : SecureRunRules.KeysOf(definition.Sites, consortium),
        };
        Context.Emit(new RunCreated(definition, consortium.Policy.Version));
    }

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        EnsureCreated();
        if (State.Phase == RunPhase.Created)
        {
            await OpenNextRoundAsync();
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(string reason)
    {
        EnsureCreated();
        if (State.Phase == RunPhase.Running)
        {
            var round = new RoundId(Run, State.LatestRound);
            await Context.GetGrain<IRoundGrain>(round.Value).AbandonAsync($"The run was stopped: {reason}");
        }

        if (State.Phase is RunPhase.Created or RunPhase.Running)
        {
            End(RunPhase.Stopped, reason);
        }
    }

    /// <inheritdoc/>
    public async Task RoundCertifiedAsync(
        RoundId round, BaseManifest published, int localSteps, IReadOnlyList<double>? meanRms = null)
    {
        EnsureLatest(round);
        var rates = EnsureCreated().LearningRate.SumOver(State.CertifiedSteps, localSteps);
        State = State with
        {
            Base = published,
            CertifiedRounds = State.CertifiedRounds + 1,
            CertifiedSteps = State.CertifiedSteps + localSteps,
            AbandonedInARow = 0,
            LastMean = meanRms is null ? null : new MeanUpdateSize(rates, meanRms),
        };
        Context.Emit(new BaseAdopted(round, published.Digest()));
        if (State.CertifiedRounds >= EnsureCreated().Rounds)
        {
            End(RunPhase.Completed, reason: null);
            return;
        }

        await OpenNextRoundAsync();
    }

    /// <inheritdoc/>
    public async Task RoundAbandonedAsync(RoundId round, string reason)
    {
        EnsureLatest(round);
        var limit = EnsureCreated().MaximumAbandonedInARow;
        State = State with { AbandonedInARow = State.AbandonedInARow + 1 };
        Context.Emit(new BaseKept(round, reason));
        if (State.AbandonedInARow >= limit)
        {
            End(RunPhase.Failed, $"{State.AbandonedInARow} rounds in a row were abandoned (limit {limit}); the last one: {reason}");
            return;
        }

        await OpenNextRoundAsync();
    }

    /// <inheritdoc/>
    [ReadOnlyCall]
    public Task<RunView> GetAsync()
    {
        var definition = EnsureCreated();
        return Task.FromResult(new RunView
        {
            Definition = definition,
            Policy = State.Policy!,
            Phase = State.Phase,
            LatestRound = State.LatestRound,
            CertifiedRounds = State.CertifiedRounds,
            CertifiedSteps = State.CertifiedSteps,
            Base = State.Base!,
            Reason = State.Reason,
        });
    }

    private async Task OpenNextRoundAsync()
    {
        State = State with { Phase = RunPhase.Running, LatestRound = State.LatestRound + 1 };
        var ticket = TicketFactory.Next(State, graphs);
        Context.Emit(new RoundScheduled(ticket.Round));
        await Context.GetGrain<IRoundGrain>(ticket.Round.Value).OpenAsync(ticket);
    }

    private void End(RunPhase phase, string? reason)
    {
        State = State with { Phase = phase, Reason = reason };
        Context.Emit(new RunEnded(phase, reason));
    }

    private void EnsureLatest(RoundId round)
    {
        if (State.Phase != RunPhase.Running || round != new RoundId(Run, State.LatestRound))
        {
            throw Refuse(
                RunException.StaleRound, $"is {State.Phase} at round {State.LatestRound}; round '{round}' no longer counts.");
        }
    }

    private void EnsureSame(RunDefinition standing, RunDefinition offered)
    {
        var typeInfo = GrainsJson.Default.RunDefinition;
        if (JsonSerializer.Serialize(standing, typeInfo) != JsonSerializer.Serialize(offered, typeInfo))
        {
            throw Refuse(RunException.AlreadyExists, "exists with another definition; choose another run id.");
        }
    }

    private RunDefinition EnsureCreated() => State.Definition
        ?? throw Refuse(RunException.NotFound, "does not exist; create it first.");

    private RunException Refuse(string code, string why) => new(code, $"Run '{Context.Id.Key}' {why}");
}
