using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rounding;

/// <summary>Rounds a range of coordinates, a chunk at a time.</summary>
internal unsafe struct StochasticKernel(
    float* values, float scale, RoundingDraw draw, int* rounded, SimdWidth widest) : IRangeKernel
{
    private readonly float* values = values;
    private readonly float scale = scale;
    private readonly RoundingDraw draw = draw;
    private readonly int* rounded = rounded;
    private readonly SimdWidth widest = widest;
    private LargestBits largest;

    /// <summary>The largest magnitude of a product so far.</summary>
    public readonly float LargestProduct => largest.Value;

    public void Run(long start, long end)
    {
        Span<uint> numbers = stackalloc uint[StochasticChunk.Length];
        var largestHere = 0;
        for (var chunk = start; chunk < end; chunk += StochasticChunk.Length)
        {
            var length = (int)Math.Min(StochasticChunk.Length, end - chunk);
            Prefetch.Lines(rounded + chunk, length * sizeof(int));
            draw.Read(chunk, numbers[..length], ahead: values + chunk);
            var largestOfChunk = StochasticChunk.Round(
                new ReadOnlySpan<float>(values + chunk, length),
                scale,
                float.PositiveInfinity,
                numbers,
                new Span<int>(rounded + chunk, length),
                widest);
            largestHere = Math.Max(largestHere, largestOfChunk);
        }

        largest.Raise(largestHere);
    }
}
