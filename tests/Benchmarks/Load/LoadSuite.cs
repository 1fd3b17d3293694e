using System.Runtime.CompilerServices;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Testing;

namespace Tapestry.Benchmarks.Load;

/// <summary>
/// A region as it is run: PostgreSQL with durable settings, a silo process, mutual TLS. The sites share one process, speak by
/// the site's own client and do not train; all of it is on one machine, so that they take its cores from the silo.
/// </summary>
/// <param name="filter">Only scenarios whose names contain this.</param>
internal sealed class LoadSuite(string filter) : IBenchmarkSuite
{
    private static readonly ILoadScenario[] Scenarios =
    [
        new Coordination(isSecure: false), new Coordination(isSecure: true),
        new LargeModel(isSecure: false), new LargeModel(isSecure: true),
        new ManySites(),
    ];

    /// <inheritdoc/>
    public string Name => "load";

    /// <inheritdoc/>
    public async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var scenario in Scenarios.Where(scenario => scenario.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            if (!PostgresServer.IsInstalled)
            {
                yield return new BenchmarkRow(scenario.Name, null, "", null, "absent: PostgreSQL 15");
                continue;
            }

            await foreach (var row in scenario.RunAsync(cancellationToken))
            {
                yield return row;
            }
        }
    }
}
