using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Merging.Distances;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.Centers;

/// <summary>Moves the center along the blocks of a slice, and gives each block's squared distances to where it went.</summary>
internal readonly unsafe struct CenterKernel : IRangeKernel
{
    private const int Step = 32;

    /// <summary>Each contribution's slice, as <c>float*</c>.</summary>
    public required nint* Slices { get; init; }

    /// <summary>Contributions, n.</summary>
    public required int Contributions { get; init; }

    /// <summary>n weights.</summary>
    public required double* Weights { get; init; }

    /// <summary>The center's slice, moved in place.</summary>
    public required float* Center { get; init; }

    /// <summary>Receives n distances a block.</summary>
    public required double* Distances { get; init; }

    /// <summary>Becomes 1 when a value is not finite.</summary>
    public required int* NonFinite { get; init; }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        const int line = 64;
        var space = stackalloc byte[(SquaredDistance.BlockLength * (sizeof(double) + sizeof(float))) + line];
        var center = (double*)(((nuint)space + line - 1) & ~(nuint)(line - 1));
        var padded = (float*)(center + SquaredDistance.BlockLength);
        for (var block = start; block < end; block += SquaredDistance.BlockLength)
        {
            var length = (int)Math.Min(SquaredDistance.BlockLength, end - block);
            if (!Move(block, length, center))
            {
                Volatile.Write(ref *NonFinite, 1);
            }

            var distances = Distances + (block / SquaredDistance.BlockLength * Contributions);
            for (var contribution = 0; contribution < Contributions; contribution++)
            {
                var row = (float*)Slices[contribution] + block;
                distances[contribution] = SquaredDistance.OfBlock(Whole(row, length, padded), center);
            }
        }
    }

    private static float* Whole(float* row, int length, float* padded)
    {
        if (length == SquaredDistance.BlockLength)
        {
            return row;
        }

        var whole = new Span<float>(padded, SquaredDistance.BlockLength);
        new ReadOnlySpan<float>(row, length).CopyTo(whole);
        whole[length..].Clear();
        return padded;
    }

    /// <summary>Moves one block and widens it, filled up with zeros; false when a value is not finite.</summary>
    [MethodImpl(HotLoop.Compiled)]
    private bool Move(long block, int length, double* moved)
    {
        var target = Center + block;
        var probe = Vector512<float>.Zero;
        var index = 0;
        for (; length - index >= Step; index += Step)
        {
            var (a, b) = Vector512.Widen(Vector512.Load(target + index));
            var (c, d) = Vector512.Widen(Vector512.Load(target + index + 16));
            var (p, q, r, s) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var contribution = 0; contribution < Contributions; contribution++)
            {
                var row = (float*)Slices[contribution] + block + index;
                var weight = Vector512.Create(Weights[contribution]);
                var (front, back) = (Vector512.Load(row), Vector512.Load(row + 16));

                // x - x is NaN, which has bits, unless x is finite.
                probe |= (front - front) | (back - back);
                var (x, y) = Vector512.Widen(front);
                var (z, w) = Vector512.Widen(back);
                p = Vector512.FusedMultiplyAdd(weight, x - a, p);
                q = Vector512.FusedMultiplyAdd(weight, y - b, q);
                r = Vector512.FusedMultiplyAdd(weight, z - c, r);
                s = Vector512.FusedMultiplyAdd(weight, w - d, s);
            }

            Finish(Vector512.Narrow(a + p, b + q), target + index, moved + index);
            Finish(Vector512.Narrow(c + r, d + s), target + index + 16, moved + index + 16);
        }

        for (; index < length; index++)
        {
            probe |= Vector512.CreateScalar(MoveOne(block + index));
            moved[index] = target[index];
        }

        new Span<double>(moved, SquaredDistance.BlockLength)[length..].Clear();
        return probe.AsInt32() == Vector512<int>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector512<float> center, float* target, double* moved)
    {
        center.Store(target);
        var (lower, upper) = Vector512.Widen(center);
        lower.Store(moved);
        upper.Store(moved + 8);
    }

    private float MoveOne(long coordinate)
    {
        double center = Center[coordinate];
        var (step, probe) = (0.0, 0f);
        for (var contribution = 0; contribution < Contributions; contribution++)
        {
            var value = ((float*)Slices[contribution])[coordinate];
            probe += value - value;
            step = Math.FusedMultiplyAdd(Weights[contribution], value - center, step);
        }

        Center[coordinate] = (float)(center + step);
        return probe;
    }
}
