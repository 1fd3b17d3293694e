using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.TopK;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.TopK;

public sealed class TopKCodecTests : PayloadCodecContract
{
    protected override IPayloadCodec Codec { get; } = new TopKCodec();

    protected override string Name => "topk";

    protected override string PinnedDigest =>
        "63bcb26886eb98cbfa4ede03c191277a760a5d80e3ab030ff83f1602bb4c1891";

    protected override (double Least, double Most) RelativeError => (0.93, 0.95);

    protected override float Limit => TopKCodec.MaxValue;

    [Theory]
    [InlineData(4096, 64, 120)]
    [InlineData(8192, 64, 240)]
    [InlineData(4097, 64, 120 + 8 + 2 + 1)]
    [InlineData(4096, 1, 8 + 2 + 1)]
    [InlineData(4096, 4096, 8 + 6144 + 1024)]
    [InlineData(100, 64, 8 + 3 + 1)]
    public void The_size_is_levels_and_fourteen_bits_for_each_kept(int length, int kept, long bytes) =>
        Assert.Equal(bytes, new TopKCodec(kept).ByteCount(length));

    [Theory]
    [InlineData(4096, 64)]
    [InlineData(4096, 1)]
    [InlineData(4096, 65)]
    [InlineData(4096, 4096)]
    [InlineData(10_000, 64)]
    [InlineData(3, 64)]
    public void The_largest_of_each_chunk_are_kept_ties_to_the_lower_index(int length, int kept)
    {
        var normal = Vectors.Normal(length, seed: length + kept);
        var coarse = normal.Select(value => MathF.Round(value)).ToArray();
        foreach (var values in new[] { normal, coarse, new float[length] })
        {
            var expected = Enumerable.Range(0, length).Chunk(4096).SelectMany(chunk => chunk
                .OrderByDescending(i => MathF.Abs(values[i])).ThenBy(i => i)
                .Take(((chunk.Length * kept) + 4095) / 4096).Order());
            foreach (var width in new[] { SimdWidth.Scalar, SimdWidths.Widest })
            {
                Assert.Equal(expected, KeptIndices(values, kept, width));
            }
        }
    }

    [Fact]
    public void Vector_and_scalar_code_give_the_same_bits() => Property.Holds(Property.AnyFinite(), values =>
    {
        var many = Enumerable.Repeat(values, 40).SelectMany(part => part)
            .Select((value, i) => Math.Clamp(value * (i % 3), -Limit, Limit)).ToArray();
        return Payload(many, 64, SimdWidth.Scalar).AsSpan().SequenceEqual(Payload(many, 64, SimdWidths.Widest));
    });

    [Fact]
    public unsafe void The_two_bit_quantiser_is_the_published_one()
    {
        var values = stackalloc float[] { -3f, -1f, -0.5f, 0f, 0.25f, 0.5f, 1f, 4f };
        var codes = stackalloc byte[8];
        var levels = stackalloc double[4];
        TwoBitLevels.Quantize(values, 8, codes, levels);

        Assert.Equal([1, 2, 2, 2, 2, 2, 2, 3], new ReadOnlySpan<byte>(codes, 8).ToArray());
        Assert.Equal([0.0, -3.0, 0.25 / 6, 4.0], new ReadOnlySpan<double>(levels, 4).ToArray());
    }

    [Fact]
    public void What_is_not_kept_stays_whole_in_the_residual()
    {
        var values = Vectors.Normal(9000, seed: 8);
        var residual = new float[9000];
        var codec = new TopKCodec();
        codec.EncodeWithResidual(values, new byte[codec.ByteCount(9000)], residual);
        var kept = KeptIndices(values, 64, SimdWidths.Widest).ToHashSet();

        Assert.All(Enumerable.Range(0, 9000).Where(i => !kept.Contains(i)), i => Assert.Equal(values[i], residual[i]));
        Assert.True(kept.Sum(i => Math.Abs(residual[i])) < 0.25 * kept.Sum(i => Math.Abs(values[i])));
    }

    [Fact]
    public void A_frame_of_another_k_is_refused()
    {
        var payload = Payload(Vectors.Normal(5000, seed: 1), 32, SimdWidths.Widest);

        Assert.Throws<LengthMismatchException>(() => new TopKCodec().Decode(payload, 1f, new float[5000]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    public void A_k_outside_its_range_is_refused(int kept) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKCodec(kept));

    [Theory]
    [InlineData(9, 0x0F, "index 0 of chunk 0")]
    [InlineData(10, 0xFF, "index 1 of chunk 0")]
    [InlineData(12, 0xF0, "padding after the indices of chunk 0")]
    [InlineData(13, 0xC0, "padding after the codes of chunk 0")]
    public void A_field_that_no_encoder_writes_is_refused_by_name(int offset, int bits, string field)
    {
        // 130 coordinates keep 3: 8 bytes of levels, 5 of indices (4 bits of padding), 1 of codes (2 bits of padding).
        var payload = Payload(PinnedVector.Of(130), 64, SimdWidths.Widest);
        Assert.Equal(14, payload.Length);
        payload[offset] |= (byte)bits;
        var destination = new float[130];

        var error = Assert.Throws<PayloadFormatException>(() => new TopKCodec().Decode(payload, 1f, destination));

        Assert.Equal(field, error.Field);
        Assert.All(destination, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Indices_out_of_order_are_refused()
    {
        var payload = Payload(PinnedVector.Of(130), 64, SimdWidths.Widest);
        payload.AsSpan(8, 5).Clear();

        var error = Assert.Throws<PayloadFormatException>(() => new TopKCodec().Decode(payload, 1f, new float[130]));

        Assert.Equal(("index 1 of chunk 0", "0", "above 0 and below 130"), (error.Field, error.Value, error.Expected));
    }

    [Fact]
    public void A_level_that_is_not_finite_is_refused()
    {
        var payload = Payload(PinnedVector.Of(130), 64, SimdWidths.Widest);
        (payload[4], payload[5]) = (0x80, 0xFF);

        var error = Assert.Throws<NonFiniteValueException>(() => new TopKCodec().Decode(payload, 1f, new float[130]));

        Assert.Equal(("levels", 2), (error.Vector, error.Index));
    }

    private static byte[] Payload(float[] values, int kept, SimdWidth widest)
    {
        var codec = new TopKCodec(kept);
        var payload = new byte[codec.ByteCount(values.Length)];
        codec.Encode(values, payload, [], 1, widest);
        return payload;
    }

    private static unsafe List<int> KeptIndices(float[] values, int kept, SimdWidth widest)
    {
        var indices = new List<int>();
        fixed (byte* payload = Payload(values, kept, widest))
        {
            var record = payload;
            for (var start = 0; start < values.Length; start += 4096)
            {
                var layout = new TopKLayout(Math.Min(4096, values.Length - start), kept);
                for (var i = 0; i < layout.Kept; i++)
                {
                    indices.Add(start + PackedFields.ReadIndex(record + 8, i));
                }

                record += layout.RecordBytes;
            }
        }

        return indices;
    }
}
