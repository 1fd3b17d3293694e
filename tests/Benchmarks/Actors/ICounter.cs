namespace Tapestry.Benchmarks.Actors;

/// <summary>The smallest grain that writes state and an event.</summary>
internal interface ICounter
{
    /// <summary>Adds to the count and records that.</summary>
    Task<long> AddAsync(long amount);

    /// <summary>Reads the count.</summary>
    Task<long> CountAsync();
}
