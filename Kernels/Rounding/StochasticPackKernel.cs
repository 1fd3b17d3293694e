using System.Runtime.CompilerServices;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rounding;

/// <summary>Rounds and packs a range of coordinates, a chunk at a time: integers never leave first-level cache.</summary>
internal unsafe struct StochasticPackKernel(
    float* values, in StochasticChunk rounding, int bits, byte* packed, SimdWidth widest) : IRangeKernel
{
    private readonly float* values = values;
    private readonly StochasticChunk rounding = rounding;
    private readonly int bits = bits;
    private readonly byte* packed = packed;
    private readonly SimdWidth widest = widest;
    private LargestBits largest;

    /// <summary>The largest magnitude of a product so far.</summary>
    public readonly float LargestProduct => largest.Value;

    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        Span<int> rounded = stackalloc int[StochasticChunk.Length];
        var packer = new Packer(bits, widest);
        var largestHere = 0;
        for (var chunk = start; chunk < end; chunk += StochasticChunk.Length)
        {
            var length = (int)Math.Min(StochasticChunk.Length, end - chunk);
            Prefetch.Lines(packed + (chunk * bits / 8), (long)length * bits / 8);
            var largestOfChunk = rounding.Round(
                new ReadOnlySpan<float>(values + chunk, length), chunk, rounded[..length]);
            packer.Pack(
                rounded[..length],
                new Span<byte>(packed + (chunk * bits / 8), (int)BitPacking.ByteCount(length, bits)));
            largestHere = Math.Max(largestHere, largestOfChunk);
        }

        largest.Raise(largestHere);
    }
}
