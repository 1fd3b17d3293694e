using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rounding;

/// <summary>Rounds a range of coordinates, a chunk at a time.</summary>
internal unsafe struct StochasticKernel(float* values, in StochasticChunk rounding, int* rounded) : IRangeKernel
{
    private readonly float* values = values;
    private readonly StochasticChunk rounding = rounding;
    private readonly int* rounded = rounded;
    private LargestBits largest;

    /// <summary>The largest magnitude of a product so far.</summary>
    public readonly float LargestProduct => largest.Value;

    public void Run(long start, long end)
    {
        var largestHere = 0;
        for (var chunk = start; chunk < end; chunk += StochasticChunk.Length)
        {
            var length = (int)Math.Min(StochasticChunk.Length, end - chunk);
            Prefetch.Lines(rounded + chunk, length * sizeof(int));
            var largestOfChunk = rounding.Round(
                new ReadOnlySpan<float>(values + chunk, length), chunk, new Span<int>(rounded + chunk, length));
            largestHere = Math.Max(largestHere, largestOfChunk);
        }

        largest.Raise(largestHere);
    }
}
