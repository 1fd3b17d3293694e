using System.Runtime.CompilerServices;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// Adds slices of several contributions to the state <c>(sum, compensation)</c> and writes it to another place: the state
/// of a coordinate stays in registers while every contribution is added to it.
/// </summary>
internal readonly unsafe struct CompensatedRange : IRangeKernel
{
    /// <summary>Coordinates computed before their state is checked, while it is in the first-level cache.</summary>
    public const int TileLength = 2048;

    public required float* Sum { get; init; }

    public required float* Compensation { get; init; }

    public required float* NextSum { get; init; }

    public required float* NextCompensation { get; init; }

    /// <summary>One <c>float*</c> a contribution.</summary>
    public required nint* Slices { get; init; }

    /// <summary>One weight a contribution, split into two floats.</summary>
    public required SplitWeight* Weights { get; init; }

    public required int Contributions { get; init; }

    /// <summary>Set to 1 when a compensation is not finite afterwards.</summary>
    public required int* NonFinite { get; init; }

    public required SimdWidth Widest { get; init; }

    /// <inheritdoc/>
    public void Run(long start, long end)
    {
        for (; start < end; start += TileLength)
        {
            var length = (int)Math.Min(TileLength, end - start);
            Elementwise.Run(new Kernel(this, start), length, Widest);

            // A product with NaN or an infinity leaves NaN in the compensation for good; so does a sum that overflowed.
            if (Finite.FirstNonFiniteIndex(new ReadOnlySpan<float>(NextCompensation + start, length)) >= 0)
            {
                Volatile.Write(ref *NonFinite, 1);
            }
        }
    }

    private readonly ref struct Kernel(CompensatedRange range, long start) : IElementwiseKernel
    {
        private readonly ref float sum = ref range.Sum[start];
        private readonly ref float compensation = ref range.Compensation[start];
        private readonly ref float nextSum = ref range.NextSum[start];
        private readonly ref float nextCompensation = ref range.NextCompensation[start];
        private readonly nint* slices = range.Slices;
        private readonly SplitWeight* weights = range.Weights;
        private readonly int contributions = range.Contributions;
        private readonly nuint start = (nuint)start;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(nuint offset)
            where TLanes : struct, ILanes<TLanes>
        {
            var pair = new CompensatedPair<TLanes>(TLanes.Load(in sum, offset), TLanes.Load(in compensation, offset));
            for (var contribution = 0; contribution < contributions; contribution++)
            {
                ref readonly var weight = ref weights[contribution];
                var values = TLanes.Load(in ((float*)slices[contribution])[start], offset);
                pair = pair.Add(TLanes.Broadcast(weight.High), TLanes.Broadcast(weight.Low), values);
            }

            pair.Sum.Store(ref nextSum, offset);
            pair.Compensation.Store(ref nextCompensation, offset);
        }
    }
}
