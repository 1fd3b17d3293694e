using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>One training of a Shared Base; key: <see cref="RunId"/>.</summary>
public interface IRunGrain
{
    /// <summary>Creates the run and its shards; the same definition again changes nothing.</summary>
    /// <exception cref="RunException">The definition is not valid or the run exists with another one.</exception>
    /// <exception cref="Consortium.ConsortiumException">A site is not on the roster.</exception>
    Task CreateAsync(RunDefinition definition);

    /// <summary>Opens the first round; does nothing when the run has started.</summary>
    /// <exception cref="RunException">The run does not exist.</exception>
    Task StartAsync();

    /// <summary>Ends the run after an operator's decision; the open round is abandoned.</summary>
    /// <exception cref="RunException">The run does not exist.</exception>
    Task StopAsync(string reason);

    /// <summary>Takes a certified round's base and opens the next round; called by the round.</summary>
    /// <param name="round">The round.</param>
    /// <param name="published">The base that it made.</param>
    /// <param name="localSteps">Its local steps.</param>
    /// <param name="meanRms">Root mean square of each shard's mean update, by index; null for a round in the clear.</param>
    Task RoundCertifiedAsync(RoundId round, BaseManifest published, int localSteps, IReadOnlyList<double>? meanRms = null);

    /// <summary>Keeps the base and opens the next round, or fails the run; called by the round.</summary>
    Task RoundAbandonedAsync(RoundId round, string reason);

    /// <summary>Reads the run.</summary>
    /// <exception cref="RunException">The run does not exist.</exception>
    Task<RunView> GetAsync();
}
