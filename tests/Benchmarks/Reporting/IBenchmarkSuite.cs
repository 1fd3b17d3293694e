namespace Tapestry.Benchmarks.Reporting;

/// <summary>A named group of measurements: <c>./tapestry bench NAME</c>.</summary>
public interface IBenchmarkSuite
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and yields rows as they are known.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IAsyncEnumerable<BenchmarkRow> RunAsync(CancellationToken cancellationToken);
}
