using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>
/// Addition and subtraction mod 2^b of packed coordinates, field by field, without unpacking. The bytes are taken as
/// one long integer: with the highest bit of every field held back no carry leaves a field, and that bit is then added
/// without carry (SWAR: Warren, Hacker's Delight, section 2-18); what a field carries across a machine word is handed on.
/// </summary>
/// <remarks>
/// Laws: associative and commutative mod 2^b, so any order and grouping gives the same bytes; zero bytes are the
/// identity; <see cref="Subtract"/> undoes <see cref="Add"/>.
/// </remarks>
public static class PackedSum
{
    /// <summary><c>accumulator = accumulator + addend mod 2^b</c>.</summary>
    /// <param name="accumulator">Packed coordinates, <see cref="BitPacking.ByteCount"/> bytes; updated.</param>
    /// <param name="addend">Packed coordinates, as many.</param>
    /// <param name="count">Coordinates, 0 or more.</param>
    /// <param name="bits">Bits a coordinate, 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">Count or width is outside its range.</exception>
    /// <exception cref="LengthMismatchException">A buffer has another length.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set; nothing was changed.</exception>
    public static void Add(Span<byte> accumulator, ReadOnlySpan<byte> addend, int count, int bits) =>
        Apply<FieldAddition>(accumulator, addend, count, bits, SimdWidths.Widest);

    /// <summary><c>accumulator = accumulator - subtrahend mod 2^b</c>.</summary>
    /// <param name="accumulator">Packed coordinates, <see cref="BitPacking.ByteCount"/> bytes; updated.</param>
    /// <param name="subtrahend">Packed coordinates, as many.</param>
    /// <param name="count">Coordinates, 0 or more.</param>
    /// <param name="bits">Bits a coordinate, 1 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">Count or width is outside its range.</exception>
    /// <exception cref="LengthMismatchException">A buffer has another length.</exception>
    /// <exception cref="PackedPaddingException">A padding bit is set; nothing was changed.</exception>
    public static void Subtract(Span<byte> accumulator, ReadOnlySpan<byte> subtrahend, int count, int bits) =>
        Apply<FieldSubtraction>(accumulator, subtrahend, count, bits, SimdWidths.Widest);

    internal static void Apply<TOperation>(
        Span<byte> accumulator, ReadOnlySpan<byte> operand, int count, int bits, SimdWidth widest)
        where TOperation : struct, IFieldOperation
    {
        var bytes = BitPacking.ByteCount(count, bits);
        LengthMismatchException.ThrowUnlessEqual(accumulator.Length, bytes);
        LengthMismatchException.ThrowUnlessEqual(operand.Length, bytes);
        PackedPadding.ThrowUnlessZero(accumulator, count, bits);
        PackedPadding.ThrowUnlessZero(operand, count, bits);
        var state = widest >= SimdWidth.Bits512
            ? VectorFields.Apply<TOperation>(accumulator, operand, bits)
            : default;
        ScalarFields.Apply<TOperation>(accumulator, operand, bits, state);
    }
}
