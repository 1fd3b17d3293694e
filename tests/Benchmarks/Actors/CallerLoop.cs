using Tapestry.Benchmarks.Timing;

namespace Tapestry.Benchmarks.Actors;

/// <summary>Callers that call without pause until the time is up.</summary>
internal static class CallerLoop
{
    /// <summary>Each caller goes through the keys in its own step.</summary>
    /// <returns>How many calls there were.</returns>
    public static async Task<long> RunAsync(int callers, int keys, Deadline deadline, Func<int, int, Task<long>> call)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0L;
            for (var key = caller; !deadline.HasPassed; key += callers)
            {
                await call(caller, key % keys);
                count++;
            }

            return count;
        })));
        return counts.Sum();
    }
}
