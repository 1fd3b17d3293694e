using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Noise;

/// <summary>Sixteen draws from one layer, as <see cref="Tables.AliasTable"/> defines them.</summary>
internal static unsafe class AliasDraw
{
    private const int Lanes = 8;

    /// <summary>Writes the values; bit j of the result is set where 32 bits left draw j open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Group(in NoiseLayer layer, uint* words, int* values, SimdWidth widest)
    {
        if (widest < SimdWidth.Bits256 || !Avx2.IsSupported)
        {
            return GroupOneByOne(layer, words, values);
        }

        var low = Half(layer, words, values);
        return low | (Half(layer, words + Lanes, values + Lanes) << Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(in NoiseLayer layer, uint* words, int* values)
    {
        var count = Vector128.CreateScalar(layer.IndexBits);
        var indexMask = Vector256.Create((1 << layer.IndexBits) - 1);
        var word = Vector256.Load((int*)words);
        var bucket = word & indexMask;
        var entry = Avx2.GatherVector256((int*)layer.Entries, bucket, sizeof(uint));
        var fraction = Avx2.ShiftRightLogical(word, count);
        var threshold = Avx2.ShiftRightLogical(entry, count);
        var draw = Vector256.ConditionalSelect(Vector256.GreaterThan(threshold, fraction), bucket, entry & indexMask);
        (draw - Vector256.Create(layer.Center)).Store(values);
        return Vector256.Equals(threshold, fraction).ExtractMostSignificantBits();
    }

    private static uint GroupOneByOne(in NoiseLayer layer, uint* words, int* values)
    {
        var open = 0u;
        for (var j = 0; j < LayeredLaw.GroupSize; j++)
        {
            var bucket = words[j] & ((1u << layer.IndexBits) - 1);
            var fraction = words[j] >> layer.IndexBits;
            var threshold = layer.Entries[bucket] >> layer.IndexBits;
            values[j] = Value(layer, bucket, fraction < threshold);
            open |= fraction == threshold ? 1u << j : 0;
        }

        return open;
    }

    /// <summary>The draw that 32 bits left open, decided by 64 more.</summary>
    public static int Decide(in NoiseLayer layer, uint word, ulong tailWord)
    {
        var bucket = word & ((1u << layer.IndexBits) - 1);
        return Value(layer, bucket, tailWord < layer.Tails[bucket]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(in NoiseLayer layer, uint bucket, bool own)
    {
        var draw = own ? bucket : layer.Entries[bucket] & ((1u << layer.IndexBits) - 1);
        return (int)draw - layer.Center;
    }
}
