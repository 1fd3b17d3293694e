using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Merging.Krum;

/// <summary>Mean of some contributions, in double, in the order given, rounded once.</summary>
internal sealed class SelectedMean
{
    private const int TileLength = 4096;
    private readonly AlignedBuffer<double> sum = new(TileLength);
    private readonly float[] buffer = new float[TileLength];

    public void Compute(IContributionSource contributions, ReadOnlySpan<int> selected, Span<float> destination)
    {
        for (var start = 0; start < destination.Length; start += TileLength)
        {
            var tile = destination.Slice(start, Math.Min(TileLength, destination.Length - start));
            if (selected.Length == 1)
            {
                contributions.Read(selected[0], start, buffer.AsSpan(0, tile.Length)).CopyTo(tile);
                continue;
            }

            sum.Span.Clear();
            foreach (var contribution in selected)
            {
                Add(contributions.Read(contribution, start, buffer.AsSpan(0, tile.Length)));
            }

            Divide(selected.Length, tile);
        }
    }

    private void Add(ReadOnlySpan<float> values)
    {
        ref var target = ref MemoryMarshal.GetReference(sum.Span);
        ref var source = ref MemoryMarshal.GetReference(values);
        var index = 0;
        for (; values.Length - index >= 16; index += 16)
        {
            var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)index));
            (Vector512.LoadUnsafe(ref target, (nuint)index) + lower).StoreUnsafe(ref target, (nuint)index);
            (Vector512.LoadUnsafe(ref target, (nuint)index + 8) + upper).StoreUnsafe(ref target, (nuint)index + 8);
        }

        for (; index < values.Length; index++)
        {
            sum.Span[index] += values[index];
        }
    }

    private void Divide(int divisor, Span<float> tile)
    {
        for (var i = 0; i < tile.Length; i++)
        {
            tile[i] = (float)(sum.Span[i] / divisor);
        }
    }
}
