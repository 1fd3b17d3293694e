using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// One operation on words of packed fields, given the mask of each field's highest bit. A field that goes on in the
/// next word carries (borrows) 1 there at most; it stops at that field's highest bit, which every word of fields of at
/// most 32 bits has, so the carry never runs through a word.
/// </summary>
internal interface IFieldOperation
{
    /// <summary>The result but for what comes in from the word below, before the highest bits are put right.</summary>
    static abstract (ulong Partial, bool Carry) Begin(ulong left, ulong right, ulong highest);

    /// <summary>Takes the incoming carry and puts the highest bits right.</summary>
    static abstract ulong End(ulong partial, ulong left, ulong right, ulong highest, ulong carry);

    /// <summary>Eight words of <see cref="Begin(ulong, ulong, ulong)"/>; carries are all ones or zero.</summary>
    static abstract (Vector512<ulong> Partial, Vector512<ulong> Carries) Begin(
        Vector512<ulong> left, Vector512<ulong> right, Vector512<ulong> highest);

    /// <summary>Eight words of <see cref="End(ulong, ulong, ulong, ulong, ulong)"/>; carries are all ones or zero.</summary>
    static abstract Vector512<ulong> End(
        Vector512<ulong> partial,
        Vector512<ulong> left,
        Vector512<ulong> right,
        Vector512<ulong> highest,
        Vector512<ulong> carries);
}

/// <summary><c>left + right</c>.</summary>
internal readonly struct FieldAddition : IFieldOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Partial, bool Carry) Begin(ulong left, ulong right, ulong highest)
    {
        var low = left & ~highest;
        var sum = low + (right & ~highest);
        return (sum, sum < low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong End(ulong partial, ulong left, ulong right, ulong highest, ulong carry) =>
        (partial + carry) ^ ((left ^ right) & highest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> Partial, Vector512<ulong> Carries) Begin(
        Vector512<ulong> left, Vector512<ulong> right, Vector512<ulong> highest)
    {
        var low = left & ~highest;
        var sum = low + (right & ~highest);
        return (sum, Vector512.LessThan(sum, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> End(
        Vector512<ulong> partial,
        Vector512<ulong> left,
        Vector512<ulong> right,
        Vector512<ulong> highest,
        Vector512<ulong> carries) =>
        (partial - carries) ^ ((left ^ right) & highest);
}

/// <summary><c>left - right</c>.</summary>
internal readonly struct FieldSubtraction : IFieldOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Partial, bool Carry) Begin(ulong left, ulong right, ulong highest)
    {
        var (high, low) = (left | highest, right & ~highest);
        return (high - low, high < low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong End(ulong partial, ulong left, ulong right, ulong highest, ulong carry) =>
        (partial - carry) ^ (~(left ^ right) & highest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> Partial, Vector512<ulong> Carries) Begin(
        Vector512<ulong> left, Vector512<ulong> right, Vector512<ulong> highest)
    {
        var (high, low) = (left | highest, right & ~highest);
        return (high - low, Vector512.LessThan(high, low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> End(
        Vector512<ulong> partial,
        Vector512<ulong> left,
        Vector512<ulong> right,
        Vector512<ulong> highest,
        Vector512<ulong> carries) =>
        (partial + carries) ^ (~(left ^ right) & highest);
}
