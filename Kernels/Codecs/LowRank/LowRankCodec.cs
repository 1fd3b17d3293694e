using System.Buffers.Binary;
using System.Globalization;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>
/// Two factors of rank 1 to 8 of the vector as a matrix (PowerSGD): <c>4 rank (rows + columns) + 8</c> bytes. What they do
/// not hold stays in the residual; error feedback is exact up to one rounding of the residual.
/// </summary>
/// <remarks>
/// One power iteration by the definitions of <see cref="PowerIteration"/>: from <see cref="PowerIteration.FillStart"/> of
/// the seed, or from the right factor of the round before (<see cref="EncodeFrom"/>, better after a few rounds). Payload:
/// columns (u32), rank (u32), P, Q, fp32 little-endian. A payload decodes only where columns and rank agree. Sums of
/// payloads mean nothing; sums of the two steps do, see <see cref="PowerIteration"/>.
/// </remarks>
public sealed class LowRankCodec : IPayloadCodec
{
    private const int RankOffset = sizeof(uint);
    private const int FactorsOffset = 2 * sizeof(uint);
    private const float MaxLeft = 1.0001f;
    private const float MaxRight = 1.3292280e36f;

    private readonly byte[] seed;
    private readonly int? columns;

    /// <summary>Compresses to a rank.</summary>
    /// <param name="rank">1 to 8.</param>
    /// <param name="seed">32 public bytes to start the power iteration from.</param>
    /// <param name="columns">Length of the matrix's rows, 1 to 2^16; null for the nearly square matrix.</param>
    /// <exception cref="LengthMismatchException">The seed has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Rank or columns are outside their range.</exception>
    public LowRankCodec(int rank, ReadOnlySpan<byte> seed, int? columns = null)
    {
        PowerIteration.ThrowUnlessRank(rank);
        LengthMismatchException.ThrowUnlessEqual(seed.Length, ChaCha20.KeyBytes);
        _ = new MatrixShape(0, columns ?? 1);
        (Rank, this.seed, this.columns) = (rank, seed.ToArray(), columns);
    }

    /// <summary>Vectors of a factor.</summary>
    public int Rank { get; }

    /// <inheritdoc/>
    public ContributionEncoding Encoding => ContributionEncoding.LowRank;

    /// <inheritdoc/>
    public int BitsPerCoordinate => 32;

    /// <summary>The matrix that a vector is read as.</summary>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    public MatrixShape ShapeOf(int elementCount) =>
        columns is int given ? new MatrixShape(elementCount, given) : MatrixShape.NearSquare(elementCount);

    /// <inheritdoc/>
    public long ByteCount(int elementCount)
    {
        var shape = ShapeOf(elementCount);
        return FactorsOffset + (((long)shape.Rows + shape.Columns) * Rank * sizeof(float));
    }

    /// <inheritdoc/>
    public float Encode(ReadOnlySpan<float> values, Span<byte> payload, int cores = 1)
    {
        ThrowUnlessEncodable(values, payload, cores);
        PowerIteration.FillStart(seed, RightOf(payload, ShapeOf(values.Length)));
        Iterate(values, payload, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public float EncodeWithResidual(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores = 1) =>
        EncodeWithResidual(values, payload, residual, cores, SimdWidths.Widest);

    /// <summary>Encodes from a start of the caller's and leaves there what to start the next round from.</summary>
    /// <param name="values">The vector, fp32.</param>
    /// <param name="payload">Receives exactly <see cref="ByteCount"/> bytes.</param>
    /// <param name="residual">Receives what was lost, as in <see cref="EncodeWithResidual(ReadOnlySpan{float}, Span{byte}, Span{float}, int)"/>.</param>
    /// <param name="right">Rank times columns values in [-1, 1]; replaced by the orthonormal right factor.</param>
    /// <param name="cores">Most cores to use, 1 or more; the bytes do not depend on it.</param>
    /// <exception cref="LengthMismatchException">A length is wrong.</exception>
    /// <exception cref="NonFiniteValueException">An input is NaN or infinite; nothing was written.</exception>
    /// <exception cref="ValueOutOfRangeException">An input is too large; nothing was written.</exception>
    public float EncodeFrom(
        ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, Span<float> right, int cores = 1)
    {
        var shape = ShapeOf(values.Length);
        LengthMismatchException.ThrowUnlessEqual(right.Length, (long)Rank * shape.Columns);
        ResidualMemory.ThrowUnlessUsable(values, residual);
        ThrowUnlessEncodable(values, payload, cores);
        InputCheck.ThrowUnlessBelow(right, "a right factor", 1.0000001f, 1, 1);
        right.CopyTo(RightOf(payload, shape));
        Iterate(values, payload, cores, SimdWidths.Widest);
        RightOf(payload, shape).CopyTo(right);
        GramSchmidt.Orthonormalize(right, Rank);
        Subtract(values, payload, residual, cores, SimdWidths.Widest);
        return UnitScale.Value;
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> payload, float scale, Span<float> destination, int cores = 1)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(destination.Length));
        UnitScale.ThrowUnless(scale);
        var shape = ShapeOf(destination.Length);
        ThrowUnlessEqual("columns", BinaryPrimitives.ReadUInt32LittleEndian(payload), shape.Columns);
        ThrowUnlessEqual("rank", BinaryPrimitives.ReadUInt32LittleEndian(payload[RankOffset..]), Rank);
        var factors = LittleEndianFloats.View(payload[FactorsOffset..]);
        var left = factors[..(Rank * shape.Rows)];
        var right = factors[(Rank * shape.Rows)..];
        ThrowUnlessWithin("left", left, MaxLeft);
        ThrowUnlessWithin("right", right, MaxRight);
        PowerIteration.Rebuild(left, right, shape, Rank, [], destination, cores, SimdWidths.Widest);
    }

    internal float EncodeWithResidual(
        ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores, SimdWidth widest)
    {
        ResidualMemory.ThrowUnlessUsable(values, residual);
        ThrowUnlessEncodable(values, payload, cores);
        PowerIteration.FillStart(seed, RightOf(payload, ShapeOf(values.Length)));
        Iterate(values, payload, cores, widest);
        Subtract(values, payload, residual, cores, widest);
        return UnitScale.Value;
    }

    private void ThrowUnlessEncodable(ReadOnlySpan<float> values, Span<byte> payload, int cores)
    {
        LengthMismatchException.ThrowUnlessEqual(payload.Length, ByteCount(values.Length));
        PowerIteration.ThrowUnlessInRange(values, cores);
    }

    /// <summary>From the start that lies where the right factor will.</summary>
    private void Iterate(ReadOnlySpan<float> values, Span<byte> payload, int cores, SimdWidth widest)
    {
        var shape = ShapeOf(values.Length);
        var left = LeftOf(payload, shape);
        var right = RightOf(payload, shape);
        PowerIteration.Multiply(values, shape, Rank, right, left, cores, widest);
        GramSchmidt.Orthonormalize(left, Rank);
        PowerIteration.MultiplyTransposed(values, shape, Rank, left, right, cores, widest);
        BinaryPrimitives.WriteUInt32LittleEndian(payload, (uint)shape.Columns);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[RankOffset..], (uint)Rank);
    }

    private void Subtract(ReadOnlySpan<float> values, Span<byte> payload, Span<float> residual, int cores, SimdWidth widest)
    {
        var shape = ShapeOf(values.Length);
        PowerIteration.Rebuild(LeftOf(payload, shape), RightOf(payload, shape), shape, Rank, values, residual, cores, widest);
    }

    private Span<float> LeftOf(Span<byte> payload, MatrixShape shape) =>
        LittleEndianFloats.View(payload[FactorsOffset..])[..(Rank * shape.Rows)];

    private Span<float> RightOf(Span<byte> payload, MatrixShape shape) =>
        LittleEndianFloats.View(payload[FactorsOffset..])[(Rank * shape.Rows)..];

    private static void ThrowUnlessEqual(string field, uint actual, int expected)
    {
        if (actual != expected)
        {
            throw new PayloadFormatException(field, actual, expected.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void ThrowUnlessWithin(string factor, ReadOnlySpan<float> values, float limit)
    {
        Finite.ThrowIfNot(values, factor);
        for (var i = 0; i < values.Length; i++)
        {
            if (MathF.Abs(values[i]) > limit)
            {
                throw new PayloadFormatException(
                    $"{factor}[{i}]", values[i], string.Create(CultureInfo.InvariantCulture, $"of magnitude up to {limit}"));
            }
        }
    }
}
