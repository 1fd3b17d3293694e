using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.Load;

/// <summary>One kind of load on a region of its own.</summary>
internal interface ILoadScenario
{
    /// <summary>What <c>--filter</c> looks at.</summary>
    string Name { get; }

    /// <summary>Starts the region, runs the rounds and yields rows as they are known.</summary>
    IAsyncEnumerable<BenchmarkRow> RunAsync(CancellationToken cancellationToken);
}
