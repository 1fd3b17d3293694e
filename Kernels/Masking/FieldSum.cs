using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Masking;

/// <summary>
/// Addition mod 2^b of packed b-bit fields, without unpacking: all bits below each field's top bit are added with the
/// top bits cleared, so that no carry leaves a field, and the top bits are joined by exclusive or.
/// </summary>
/// <remarks>
/// A field that straddles two 64-bit words carries from the first into the second, where it ends: b is at most 32, so
/// the carry cannot run on.
/// </remarks>
internal static unsafe class FieldSum
{
    /// <summary><c>sum += addend</c>, field by field.</summary>
    /// <param name="sum">Starts where a pattern starts.</param>
    /// <param name="addend">As long as the sum.</param>
    /// <param name="words">64-bit words of both, a multiple of 8.</param>
    /// <param name="tops">Pattern of <see cref="FieldTops"/>.</param>
    /// <param name="bits">Bits of a field.</param>
    /// <param name="widest">Widest registers to use.</param>
    public static void Add(ulong* sum, ulong* addend, int words, ulong* tops, int bits, SimdWidth widest)
    {
        var period = bits * FieldTops.WordsPerVector;
        for (var start = 0; start < words; start += period)
        {
            var length = Math.Min(period, words - start);
            if (widest == SimdWidth.Scalar)
            {
                AddWords(sum + start, addend + start, length, tops);
            }
            else
            {
                AddVectors(sum + start, addend + start, length, tops);
            }
        }
    }

    /// <summary>At most one pattern; no field straddles its start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddVectors(ulong* sum, ulong* addend, int words, ulong* tops)
    {
        // Backwards, so that the word before a vector still is the old one when the carry out of it is computed again.
        for (var word = words - Vector512<ulong>.Count; word > 0; word -= Vector512<ulong>.Count)
        {
            var top = Vector512.Load(tops + word);
            var (left, right) = (Vector512.Load(sum + word), Vector512.Load(addend + word));
            var low = Vector512.AndNot(left, top) + Vector512.AndNot(right, top);
            low -= CarryOut(Vector512.Load(sum + word - 1), Vector512.Load(addend + word - 1), Vector512.Load(tops + word - 1));
            (low ^ ((left ^ right) & top)).Store(sum + word);
        }

        AddWords(sum, addend, Vector512<ulong>.Count, tops);
    }

    /// <summary>All bits set, that is -1, where a word carries into the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> CarryOut(Vector512<ulong> left, Vector512<ulong> right, Vector512<ulong> top)
    {
        left = Vector512.AndNot(left, top);
        return Vector512.LessThan(left + Vector512.AndNot(right, top), left);
    }

    private static void AddWords(ulong* sum, ulong* addend, int words, ulong* tops)
    {
        var carry = 0UL;
        for (var word = 0; word < words; word++)
        {
            var (left, right, top) = (sum[word], addend[word], tops[word]);
            var before = left & ~top;
            var low = before + (right & ~top);
            var carryOut = low < before ? 1UL : 0UL;
            sum[word] = (low + carry) ^ ((left ^ right) & top);
            carry = carryOut;
        }
    }
}
