using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.Merging;

/// <summary>
/// Exact sum of integer contributions modulo 2^b, b from 1 to 32: lanes add modulo 2^32 and are reduced at the end.
/// </summary>
/// <remarks>
/// Law: addition modulo 2^b is associative and commutative and has inverses, so neither order nor grouping of the
/// contributions shows, and masks that sum to zero vanish. If every true sum lies in [-2^(b-1), 2^(b-1)),
/// <see cref="Center"/> returns it exactly.
/// </remarks>
public static class ModularSum
{
    /// <summary>Adds a contribution: <c>sum = sum + values mod 2^32</c>.</summary>
    /// <param name="sum">Sum so far, zeros at first; updated.</param>
    /// <param name="values">The contribution, residues in any representation; same length.</param>
    /// <exception cref="LengthMismatchException">The vectors differ in length; nothing was added.</exception>
    public static void Add(Span<uint> sum, ReadOnlySpan<uint> values)
    {
        LengthMismatchException.ThrowUnlessEqual(values.Length, sum.Length);
        ref var target = ref MemoryMarshal.GetReference(sum);
        ref var source = ref MemoryMarshal.GetReference(values);
        var index = 0;
        for (; sum.Length - index >= Vector512<uint>.Count; index += Vector512<uint>.Count)
        {
            (Vector512.LoadUnsafe(ref target, (nuint)index) + Vector512.LoadUnsafe(ref source, (nuint)index))
                .StoreUnsafe(ref target, (nuint)index);
        }

        for (; index < sum.Length; index++)
        {
            sum[index] = unchecked(sum[index] + values[index]);
        }
    }

    /// <summary>The residues in [0, 2^b), in place.</summary>
    /// <param name="sum">The sum; reduced.</param>
    /// <param name="bits">b, from 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">b is outside its range.</exception>
    public static void Reduce(Span<uint> sum, int bits)
    {
        BitWidth.ThrowUnlessValid(bits);
        var mask = BitWidth.Mask(bits);
        for (var index = 0; index < sum.Length; index++)
        {
            sum[index] &= mask;
        }
    }

    /// <summary>The residues in [-2^(b-1), 2^(b-1)).</summary>
    /// <param name="sum">The sum, reduced or not.</param>
    /// <param name="bits">b, from 1 to 32.</param>
    /// <param name="destination">Receives the signed residues; same length.</param>
    /// <exception cref="ArgumentOutOfRangeException">b is outside its range.</exception>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    public static void Center(ReadOnlySpan<uint> sum, int bits, Span<int> destination)
    {
        BitWidth.ThrowUnlessValid(bits);
        LengthMismatchException.ThrowUnlessEqual(destination.Length, sum.Length);
        var shift = 32 - bits;
        for (var index = 0; index < sum.Length; index++)
        {
            destination[index] = (int)(sum[index] << shift) >> shift;
        }
    }

    /// <summary>Refuses a sum that could wrap: contributions * magnitude must be below 2^(b-1).</summary>
    /// <param name="bits">b, from 1 to 32.</param>
    /// <param name="contributions">n, 0 or more.</param>
    /// <param name="magnitude">Largest magnitude in a contribution, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="MergeLimitException">The magnitude leaves no headroom for so many contributions.</exception>
    public static void ThrowUnlessHeadroom(int bits, int contributions, int magnitude)
    {
        BitWidth.ThrowUnlessValid(bits);
        ArgumentOutOfRangeException.ThrowIfNegative(contributions);
        ArgumentOutOfRangeException.ThrowIfNegative(magnitude);
        if (contributions > 0)
        {
            var limit = ((1L << (bits - 1)) - 1) / contributions;
            MergeLimitException.ThrowIfAbove(
                $"modular sum of {contributions} contributions in {bits} bits", nameof(magnitude), magnitude, limit,
                "Use more bits or a smaller scale.");
        }
    }
}
