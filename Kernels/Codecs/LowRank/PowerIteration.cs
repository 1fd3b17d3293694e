using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>
/// The steps of PowerSGD (Vogels, Karimireddy, Jaggi 2019) on a vector M read as a matrix: <c>P = M Q</c>, orthonormal P,
/// <c>Q = M^T P</c>, <c>M' = P Q^T</c>.
/// </summary>
/// <remarks>
/// <para>Both products are linear in M, so many sites compress the sum of their matrices in two exchanges, under masks too:
/// each sends its <see cref="ProjectRows"/> from the same Q; everybody sums and takes <see cref="Orthonormalize"/>; each
/// sends its <see cref="ProjectColumns"/> with that P; the sum of these is the Q of the summed matrix. The orthonormal Q of
/// one round is the best start of the next.</para>
/// <para>A factor of rank r is r vectors one after the other: left (P) of Rows each, right (Q) of Columns each. All sums are
/// fp32 with fused multiply-adds in a fixed order, so every register width and core count gives the same bits.</para>
/// </remarks>
public static unsafe class PowerIteration
{
    /// <summary>The largest rank.</summary>
    public const int MaxRank = 8;

    /// <summary>The largest magnitude of a coordinate: no sum can then leave fp32. 2^96.</summary>
    public const float MaxValue = 7.9228163e28f;

    private const float FirstTooLarge = 7.922817e28f;

    /// <summary>Writes a right factor to start from: 32-bit words of the ChaCha20 keystream, read as integers, times 2^-31.</summary>
    /// <param name="seed">32 public bytes; the nonce is zero.</param>
    /// <param name="right">Receives rank times columns values in [-1, 1].</param>
    /// <exception cref="LengthMismatchException">The seed has another length.</exception>
    public static void FillStart(ReadOnlySpan<byte> seed, Span<float> right)
    {
        LengthMismatchException.ThrowUnlessEqual(seed.Length, ChaCha20.KeyBytes);
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(right);
        ChaCha20.Keystream(seed, stackalloc byte[ChaCha20.NonceBytes], 0, bytes);
        for (var i = 0; i < right.Length; i++)
        {
            var word = System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
            right[i] = word * (1f / (1u << 31));
        }
    }

    /// <summary>
    /// <c>P = M Q</c>: partial sum c mod 16 fuses <c>M[row, c] Q[c]</c> in order of c, the 16 added by halves.
    /// </summary>
    /// <param name="matrix">M, fp32, magnitudes up to <see cref="MaxValue"/>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="rank">1 to <see cref="MaxRank"/>.</param>
    /// <param name="right">Q, values in [-1, 1].</param>
    /// <param name="left">Receives P.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">A length does not fit the shape and rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rank is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">An input is NaN or infinite; nothing was written.</exception>
    /// <exception cref="ValueOutOfRangeException">An input is too large; nothing was written.</exception>
    public static void ProjectRows(
        ReadOnlySpan<float> matrix, MatrixShape shape, int rank, ReadOnlySpan<float> right, Span<float> left, int cores = 1)
    {
        ThrowUnlessFitting(matrix.Length, shape, rank, left.Length, right.Length);
        ThrowUnlessInRange(matrix, cores);
        InputCheck.ThrowUnlessBelow(right, "a right factor", 1.0000001f, 1, 1);
        Multiply(matrix, shape, rank, right, left, cores, SimdWidths.Widest);
    }

    /// <summary>Gram-Schmidt, twice, on the vectors of a factor in their order; a dependent one becomes zero.</summary>
    /// <param name="factor">Rank vectors one after the other, fp32.</param>
    /// <param name="rank">1 to <see cref="MaxRank"/>.</param>
    /// <exception cref="LengthMismatchException">The length is no multiple of the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rank is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A value is NaN or infinite; nothing was written.</exception>
    public static void Orthonormalize(Span<float> factor, int rank)
    {
        ThrowUnlessRank(rank);
        LengthMismatchException.ThrowUnlessEqual(factor.Length, factor.Length / rank * rank);
        Finite.ThrowIfNot(factor, nameof(factor));
        GramSchmidt.Orthonormalize(factor, rank);
    }

    /// <summary><c>Q = M^T P</c>: each sum fuses <c>P[row] M[row, c]</c> in order of the rows, from zero.</summary>
    /// <param name="matrix">M, fp32, magnitudes up to <see cref="MaxValue"/>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="rank">1 to <see cref="MaxRank"/>.</param>
    /// <param name="left">P, orthonormal.</param>
    /// <param name="right">Receives Q.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">A length does not fit the shape and rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rank is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">An input is NaN or infinite; nothing was written.</exception>
    /// <exception cref="ValueOutOfRangeException">An input is too large; nothing was written.</exception>
    public static void ProjectColumns(
        ReadOnlySpan<float> matrix, MatrixShape shape, int rank, ReadOnlySpan<float> left, Span<float> right, int cores = 1)
    {
        ThrowUnlessFitting(matrix.Length, shape, rank, left.Length, right.Length);
        ThrowUnlessInRange(matrix, cores);
        InputCheck.ThrowUnlessBelow(left, "a left factor", 1.0001f, 1, 1);
        MultiplyTransposed(matrix, shape, rank, left, right, cores, SimdWidths.Widest);
    }

    /// <summary><c>M' = P Q^T</c>: the product of the first pair, then the others fused in order.</summary>
    /// <param name="left">P.</param>
    /// <param name="right">Q.</param>
    /// <param name="shape">The shape of M'.</param>
    /// <param name="rank">1 to <see cref="MaxRank"/>.</param>
    /// <param name="destination">Receives M', fp32.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">A length does not fit the shape and rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rank is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A factor is NaN or infinite; nothing was written.</exception>
    public static void Reconstruct(
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, MatrixShape shape, int rank, Span<float> destination, int cores = 1)
    {
        ThrowUnlessFitting(destination.Length, shape, rank, left.Length, right.Length);
        Finite.ThrowIfNot(left, nameof(left));
        Finite.ThrowIfNot(right, nameof(right));
        Rebuild(left, right, shape, rank, [], destination, cores, SimdWidths.Widest);
    }

    internal static void ThrowUnlessRank(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, MaxRank);
    }

    internal static void ThrowUnlessInRange(ReadOnlySpan<float> matrix, int cores) =>
        InputCheck.ThrowUnlessBelow(matrix, "low-rank", FirstTooLarge, MaxValue, cores);

    internal static void Multiply(
        ReadOnlySpan<float> matrix, MatrixShape shape, int rank, ReadOnlySpan<float> right, Span<float> left, int cores, SimdWidth widest)
    {
        fixed (float* m = matrix, q = right, p = left)
        {
            var kernel = new RowProjectionKernel(m, q, p, shape, rank, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, shape.Rows, RowProjectionKernel.Granule, cores);
        }
    }

    internal static void MultiplyTransposed(
        ReadOnlySpan<float> matrix, MatrixShape shape, int rank, ReadOnlySpan<float> left, Span<float> right, int cores, SimdWidth widest)
    {
        fixed (float* m = matrix, q = right, p = left)
        {
            var kernel = new ColumnProjectionKernel(m, p, q, shape, rank, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, shape.Columns, ColumnProjectionKernel.Granule, cores);
        }
    }

    /// <summary>Writes M', or values minus M' where there are values.</summary>
    internal static void Rebuild(
        ReadOnlySpan<float> left,
        ReadOnlySpan<float> right,
        MatrixShape shape,
        int rank,
        ReadOnlySpan<float> values,
        Span<float> destination,
        int cores,
        SimdWidth widest)
    {
        fixed (float* p = left, q = right, x = values, d = destination)
        {
            var kernel = new ReconstructionKernel(p, q, x, d, shape, rank, widest != SimdWidth.Scalar);
            CoreSplit.Run(ref kernel, shape.Rows, ReconstructionKernel.Granule, cores);
        }
    }

    private static void ThrowUnlessFitting(int matrix, MatrixShape shape, int rank, int left, int right)
    {
        ThrowUnlessRank(rank);
        LengthMismatchException.ThrowUnlessEqual(matrix, shape.ElementCount);
        LengthMismatchException.ThrowUnlessEqual(left, (long)rank * shape.Rows);
        LengthMismatchException.ThrowUnlessEqual(right, (long)rank * shape.Columns);
    }
}
