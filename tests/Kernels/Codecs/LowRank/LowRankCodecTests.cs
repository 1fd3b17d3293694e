using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.LowRank;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.LowRank;

public sealed class LowRankCodecTests : PayloadCodecContract
{
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    protected override IPayloadCodec Codec { get; } = new LowRankCodec(4, Seed);

    protected override string Name => "lowrank";

    protected override string PinnedDigest =>
        "74cd21ef77e8ef9a98a132461ff89a4d9f00fd1f1784e56efe611f39e0809985";

    protected override (double Least, double Most) RelativeError => (0.97, 0.995);

    protected override float Limit => PowerIteration.MaxValue;

    [Theory]
    [InlineData(0, null, 8 + (4 * 4 * 1))]
    [InlineData(100, null, 8 + (4 * 4 * 20))]
    [InlineData(101, null, 8 + (4 * 4 * (10 + 11)))]
    [InlineData(100, 7, 8 + (4 * 4 * (15 + 7)))]
    public void The_size_is_that_of_both_factors(int length, int? columns, long bytes) =>
        Assert.Equal(bytes, new LowRankCodec(4, Seed, columns).ByteCount(length));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_matrix_of_the_codecs_rank_survives(int rank)
    {
        var values = OfRank(rank, rows: 77, columns: 53);
        var residual = new float[values.Length];
        var codec = new LowRankCodec(rank, Seed, 53);
        codec.EncodeWithResidual(values, new byte[codec.ByteCount(values.Length)], residual);

        Assert.True(Norm(residual) < 1e-5 * Norm(values));
    }

    [Fact]
    public void A_rank_beyond_the_matrix_leaves_zero_vectors_and_loses_nothing()
    {
        var values = OfRank(2, rows: 40, columns: 30);
        var residual = new float[values.Length];
        var codec = new LowRankCodec(6, Seed, 30);
        codec.EncodeWithResidual(values, new byte[codec.ByteCount(values.Length)], residual);

        Assert.True(Norm(residual) < 1e-5 * Norm(values));
    }

    [Fact]
    public void Starting_from_the_last_round_loses_less()
    {
        var values = OfRank(3, rows: 64, columns: 64).Zip(Vectors.Normal(64 * 64, seed: 9, scale: 0.5), (a, b) => a + b).ToArray();
        var codec = new LowRankCodec(2, Seed);
        var (payload, right, residual) = (new byte[codec.ByteCount(values.Length)], new float[128], new float[values.Length]);
        PowerIteration.FillStart(Seed, right);
        codec.EncodeFrom(values, payload, residual, right);
        var cold = Norm(residual);
        for (var round = 0; round < 10; round++)
        {
            codec.EncodeFrom(values, payload, residual, right);
        }

        Assert.True(Norm(residual) < 0.999 * cold);
    }

    [Fact]
    public void The_seeded_start_gives_the_payload_of_encoding()
    {
        var values = Vectors.Normal(1000, seed: 4);
        var codec = new LowRankCodec(3, Seed);
        var (first, second) = (new byte[codec.ByteCount(1000)], new byte[codec.ByteCount(1000)]);
        var right = new float[3 * codec.ShapeOf(1000).Columns];
        PowerIteration.FillStart(Seed, right);
        codec.Encode(values, first);
        codec.EncodeFrom(values, second, new float[1000], right);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Vector_and_scalar_code_give_the_same_bits()
    {
        foreach (var length in Vectors.Sizes)
        {
            var values = Vectors.Normal(length, seed: length);
            var codec = new LowRankCodec(1 + (length % 8), Seed, length % 3 == 0 ? 37 : null);
            var (scalar, vector) = (new byte[codec.ByteCount(length)], new byte[codec.ByteCount(length)]);
            var (scalarResidual, vectorResidual) = (new float[length], new float[length]);
            codec.EncodeWithResidual(values, scalar, scalarResidual, 1, SimdWidth.Scalar);
            codec.EncodeWithResidual(values, vector, vectorResidual, 1, SimdWidths.Widest);

            Assert.Equal(scalar, vector);
            Vectors.AssertSameBits(scalarResidual, vectorResidual);
        }
    }

    [Fact]
    public void A_frame_of_another_rank_or_shape_is_refused_by_field()
    {
        var codec = new LowRankCodec(2, Seed, 10);
        var payload = new byte[codec.ByteCount(100)];
        codec.Encode(Vectors.Normal(100, seed: 1), payload);
        payload[0] = 11;
        var columns = Assert.Throws<PayloadFormatException>(() => codec.Decode(payload, 1f, new float[100]));
        (payload[0], payload[4]) = (10, 3);
        var rank = Assert.Throws<PayloadFormatException>(() => codec.Decode(payload, 1f, new float[100]));

        Assert.Equal(("columns", "11", "rank", "3"), (columns.Field, columns.Value, rank.Field, rank.Value));
    }

    [Theory]
    [InlineData(8, 1.5f, "left[0]")]
    [InlineData(8 + (4 * 20), 1e37f, "right[0]")]
    public void A_factor_beyond_its_bound_is_refused_by_index(int offset, float value, string field)
    {
        var codec = new LowRankCodec(2, Seed, 10);
        var payload = new byte[codec.ByteCount(100)];
        codec.Encode(Vectors.Normal(100, seed: 1), payload);
        BitConverter.TryWriteBytes(payload.AsSpan(offset), value);
        var destination = new float[100];

        Assert.Equal(field, Assert.Throws<PayloadFormatException>(() => codec.Decode(payload, 1f, destination)).Field);
        Assert.All(destination, written => Assert.Equal(0f, written));
    }

    [Fact]
    public void A_value_beyond_the_limit_is_refused_by_index() => Assert.Equal(2, Assert.Throws<ValueOutOfRangeException>(
        () => Codec.Encode([1f, 2f, 1e29f], new byte[Codec.ByteCount(3)])).Index);

    [Theory]
    [InlineData(0, null)]
    [InlineData(9, null)]
    [InlineData(1, 0)]
    [InlineData(1, 65_537)]
    public void A_rank_or_shape_outside_its_range_is_refused(int rank, int? columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LowRankCodec(rank, Seed, columns));

    private static float[] OfRank(int rank, int rows, int columns)
    {
        var (u, v) = (Vectors.Normal(rows * rank, seed: 1), Vectors.Normal(columns * rank, seed: 2));
        return [.. Enumerable.Range(0, rows * columns).Select(i => (float)Enumerable.Range(0, rank)
            .Sum(r => (double)u[(r * rows) + (i / columns)] * v[(r * columns) + (i % columns)]))];
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
}
