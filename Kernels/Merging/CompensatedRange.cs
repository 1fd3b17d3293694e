using System.Runtime.CompilerServices;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// Adds slices of several contributions to the state <c>(sum, compensation)</c> and writes it to another place, a tile
/// at a time: the state of a tile stays in the first-level cache while every contribution is added to it.
/// </summary>
internal readonly unsafe struct CompensatedRange : IRangeKernel
{
    /// <summary>Coordinates of a tile.</summary>
    public const int TileLength = 2048;

    private const int CacheLineBytes = 64;

    public required float* Sum { get; init; }

    public required float* Compensation { get; init; }

    public required float* NextSum { get; init; }

    public required float* NextCompensation { get; init; }

    /// <summary>One <c>float*</c> a contribution.</summary>
    public required nint* Slices { get; init; }

    public required double* Weights { get; init; }

    public required int Contributions { get; init; }

    /// <summary>Set to 1 when a compensation is not finite afterwards.</summary>
    public required int* NonFinite { get; init; }

    public required SimdWidth Widest { get; init; }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        var room = stackalloc byte[(2 * TileLength * sizeof(float)) + CacheLineBytes];
        var tile = (float*)(((nuint)room + CacheLineBytes - 1) & ~(nuint)(CacheLineBytes - 1));
        for (; start < end; start += TileLength)
        {
            var length = (int)Math.Min(TileLength, end - start);
            Add(start, new Span<float>(tile, length), new Span<float>(tile + TileLength, length));
        }
    }

    private void Add(long start, Span<float> sum, Span<float> compensation)
    {
        new ReadOnlySpan<float>(Sum + start, sum.Length).CopyTo(sum);
        new ReadOnlySpan<float>(Compensation + start, sum.Length).CopyTo(compensation);
        for (var contribution = 0; contribution < Contributions; contribution++)
        {
            var values = new ReadOnlySpan<float>((float*)Slices[contribution] + start, sum.Length);
            Elementwise.Run(CompensatedAddKernel.Of(sum, compensation, Weights[contribution], values), sum.Length, Widest);
        }

        // A product with NaN or an infinity leaves NaN in the compensation for good; so does a sum that overflowed.
        if (Finite.FirstNonFiniteIndex(compensation) >= 0)
        {
            Volatile.Write(ref *NonFinite, 1);
        }

        sum.CopyTo(new Span<float>(NextSum + start, sum.Length));
        compensation.CopyTo(new Span<float>(NextCompensation + start, sum.Length));
    }
}
