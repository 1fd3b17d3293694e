using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>
/// The k coordinates of largest magnitude of a chunk, in ascending order of index, ties to the lower index. A bound that
/// at least k coordinates reach leaves a few candidates; bisection over their bits finds the k-th magnitude.
/// </summary>
internal static unsafe class LargestSelection
{
    private const uint MagnitudeMask = 0x7FFF_FFFF;
    private const int Lanes = 16;
    private const int Groups = 4 * Lanes;

    /// <summary>Writes the indices.</summary>
    /// <param name="chunk">4096 coordinates; where a short chunk ends, zeros follow.</param>
    /// <param name="kept">How many to select, no more than there are coordinates before the zeros.</param>
    /// <param name="scratch">Room for two times 4096 words.</param>
    /// <param name="indices">Receives them.</param>
    /// <param name="vector">Whether to use registers wider than one word; the result is the same.</param>
    public static void Select(float* chunk, int kept, uint* scratch, ushort* indices, bool vector)
    {
        var candidates = scratch;
        var positions = scratch + TopKLayout.ChunkLength;
        var bound = vector && kept <= Groups ? ReachedByEachGroup(chunk) : 0;
        var count = vector && Avx512F.IsSupported
            ? Compress(chunk, bound, candidates, positions)
            : Append(chunk, bound, candidates, positions);
        var padded = (count + Lanes - 1) / Lanes * Lanes;
        new Span<uint>(candidates + count, padded - count).Clear();
        var (threshold, above) = FindThreshold(candidates, padded, kept, bound);
        var ties = kept - above;
        for (int i = 0, written = 0; written < kept; i++)
        {
            if (candidates[i] > threshold || (candidates[i] == threshold && ties-- > 0))
            {
                indices[written++] = (ushort)positions[i];
            }
        }
    }

    /// <summary>The smallest of 64 maxima, each of 64 coordinates: at least 64 coordinates are as large.</summary>
    [MethodImpl(HotLoop.Compiled)]
    private static uint ReachedByEachGroup(float* chunk)
    {
        var mask = Vector512.Create(MagnitudeMask);
        var (a, b, c, d) = (Vector512<uint>.Zero, Vector512<uint>.Zero, Vector512<uint>.Zero, Vector512<uint>.Zero);
        for (var i = 0; i < TopKLayout.ChunkLength; i += Groups)
        {
            a = Vector512.Max(a, Vector512.Load((uint*)chunk + i) & mask);
            b = Vector512.Max(b, Vector512.Load((uint*)chunk + i + 16) & mask);
            c = Vector512.Max(c, Vector512.Load((uint*)chunk + i + 32) & mask);
            d = Vector512.Max(d, Vector512.Load((uint*)chunk + i + 48) & mask);
        }

        var least = Vector512.Min(Vector512.Min(a, b), Vector512.Min(c, d));
        var smallest = uint.MaxValue;
        for (var lane = 0; lane < Lanes; lane++)
        {
            smallest = Math.Min(smallest, least[lane]);
        }

        return smallest;
    }

    [MethodImpl(HotLoop.Compiled)]
    private static int Compress(float* chunk, uint bound, uint* candidates, uint* positions)
    {
        var mask = Vector512.Create(MagnitudeMask);
        var least = Vector512.Create(bound);
        var position = Vector512.CreateSequence(0u, 1u);
        var count = 0;
        for (var i = 0; i < TopKLayout.ChunkLength; i += Lanes)
        {
            var magnitudes = Vector512.Load((uint*)chunk + i) & mask;
            var reached = Vector512.GreaterThanOrEqual(magnitudes, least);

            // A whole register is stored, its tail overwritten by the next: count is never beyond i.
            Avx512F.Compress(Vector512<uint>.Zero, reached, magnitudes).Store(candidates + count);
            Avx512F.Compress(Vector512<uint>.Zero, reached, position).Store(positions + count);
            count += BitOperations.PopCount(reached.ExtractMostSignificantBits());
            position += Vector512.Create((uint)Lanes);
        }

        return count;
    }

    private static int Append(float* chunk, uint bound, uint* candidates, uint* positions)
    {
        var count = 0;
        for (var i = 0; i < TopKLayout.ChunkLength; i++)
        {
            var magnitude = ((uint*)chunk)[i] & MagnitudeMask;
            if (magnitude >= bound)
            {
                candidates[count] = magnitude;
                positions[count++] = (uint)i;
            }
        }

        return count;
    }

    /// <summary>A threshold and how many candidates are above it; those above and enough equal to it are kept.</summary>
    private static (uint Threshold, int Above) FindThreshold(uint* candidates, int padded, int kept, uint bound)
    {
        // Invariant: at least kept candidates reach low, fewer reach high.
        var (low, high) = (bound, MagnitudeMask + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var count = CountReaching(candidates, padded, middle);
            if (count == kept)
            {
                return (middle - 1, kept);
            }

            (low, high) = count > kept ? (middle, high) : (low, middle);
        }

        return (low, CountReaching(candidates, padded, high));
    }

    [MethodImpl(HotLoop.Compiled)]
    private static int CountReaching(uint* candidates, int padded, uint bound)
    {
        var least = Vector512.Create(bound);
        var counts = Vector512<uint>.Zero;
        for (var i = 0; i < padded; i += Lanes)
        {
            counts -= Vector512.GreaterThanOrEqual(Vector512.Load(candidates + i), least);
        }

        return (int)Vector512.Sum(counts);
    }
}
