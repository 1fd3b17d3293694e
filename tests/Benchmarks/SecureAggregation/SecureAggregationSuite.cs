using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>
/// Secure rounds on this machine: the real state machines of region and sites, the real encoder, the real unmasking.
/// Simulated: the network, the disk, and above 160 million coordinates the inputs of all but two sites, in whose place
/// stand random bytes; the server does the same work on them.
/// </summary>
internal sealed class SecureAggregationSuite(SecureAggregationSettings settings) : IBenchmarkSuite
{
    private const int WarmUpRounds = 5;

    /// <inheritdoc/>
    public string Name => "secagg";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WarmUp(cancellationToken);
        foreach (var sites in settings.Sites)
        {
            using var cohort = new SimulatedCohort(sites, settings.ToleratedPerMille, SimulatedModel.Series(settings.Parameters));
            using var round = SimulatedRound.Play(cohort, cancellationToken);
            var endings = RoundTurns.Play(round, settings.Dropouts, cancellationToken);
            foreach (var row in SiteRows.Of(round, endings).Concat(ServerRows.Of(round, endings)))
            {
                yield return row;
            }

            if (PeerRace.ModelOf(cohort) is { } model)
            {
                await foreach (var row in PeerRace.RunAsync(round, model, endings[0], cancellationToken))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>The first rounds pay for compilation, and sites live longer than that; they count for nothing.</summary>
    private static void WarmUp(CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < WarmUpRounds; turn++)
        {
            using var cohort = new SimulatedCohort(16, dropoutPerMille: 300, SimulatedModel.Series([200_000]));
            using var round = SimulatedRound.Play(cohort, cancellationToken);
            RoundTurns.Play(round, [0, 0.3], cancellationToken);
        }
    }
}
