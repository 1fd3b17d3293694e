using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>One block of every contribution, widened to double and filled up with zeros.</summary>
internal sealed class ContributionBlock(int contributions)
{
    /// <summary>Coordinates of a block: part of the definition of a squared distance.</summary>
    public const int Length = 1024;

    private readonly AlignedBuffer<double> rows = new(contributions * Length);
    private readonly float[] buffer = new float[Length];

    public int Contributions => contributions;

    /// <summary>The block of one contribution.</summary>
    public Span<double> Row(int contribution) => rows.Span.Slice(contribution * Length, Length);

    /// <summary>Loads the block that begins at a coordinate; the last one of a vector may be short.</summary>
    public void Load(IContributionSource source, int start, int length)
    {
        var probe = Vector512<float>.Zero;
        for (var contribution = 0; contribution < contributions; contribution++)
        {
            var values = source.Read(contribution, start, buffer.AsSpan(0, length));
            probe |= Widen(values, Row(contribution));
        }

        if (probe.AsInt32() != Vector512<int>.Zero)
        {
            source.ThrowIfNotFinite(start, buffer.AsSpan(0, length));
        }
    }

    /// <summary>Widens a row and pads it. What returns has a bit set if a value is not finite: x - x is NaN then.</summary>
    public static Vector512<float> Widen(ReadOnlySpan<float> values, Span<double> row)
    {
        if (values.Length < Length)
        {
            Span<float> padded = stackalloc float[Length];
            values.CopyTo(padded);
            return WidenWhole(padded, row);
        }

        return WidenWhole(values, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> WidenWhole(ReadOnlySpan<float> values, Span<double> row)
    {
        ref var source = ref MemoryMarshal.GetReference(values);
        ref var target = ref MemoryMarshal.GetReference(row);
        var probe = Vector512<float>.Zero;
        for (nuint index = 0; index < Length; index += 16)
        {
            var loaded = Vector512.LoadUnsafe(ref source, index);
            var (lower, upper) = Vector512.Widen(loaded);
            probe |= loaded - loaded;
            lower.StoreUnsafe(ref target, index);
            upper.StoreUnsafe(ref target, index + 8);
        }

        return probe;
    }
}
