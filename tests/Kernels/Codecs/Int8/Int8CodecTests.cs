using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Codecs.Int8;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.Int8;

public sealed class Int8CodecTests : PayloadCodecContract
{
    private const int CodebookBytes = 1024;

    protected override IPayloadCodec Codec { get; } = new Int8Codec();

    protected override string Name => "int8";

    protected override string PinnedDigest =>
        "67ef73b32863ab19090902854650c1a0a597f597ab44b0efc3118bb3160fcb1e";

    protected override (double Least, double Most) RelativeError => (0.0125, 0.0145);

    protected override float Limit => Int8Codec.MaxValue;

    [Fact]
    public void A_bin_holds_its_interval_and_its_value_is_the_mean_of_its_members()
    {
        var values = Vectors.Normal(100_000, seed: 7, scale: 0.01);
        values[17] = 5f;
        var (bins, codebook) = Encode(values, SimdWidths.Widest);
        var mean = values.Average(value => (double)value);
        var width = 12 * Math.Sqrt(values.Average(value => (value - mean) * (value - mean))) / 256;
        var tolerance = width * 1e-4;

        for (var bin = 0; bin < 256; bin++)
        {
            var lower = mean + ((bin - 128) * width);
            var members = values.Where((_, i) => bins[i] == bin)
                .Select(value => Math.Clamp(value, lower, lower + width)).ToArray();
            Assert.Equal(members.Length == 0 ? lower + (width / 2) : members.Average(), codebook[bin], tolerance);
        }

        Assert.Equal(255, bins[17]);
        Assert.All(Enumerable.Range(0, values.Length), i =>
            Assert.InRange(Math.Clamp((values[i] - mean) / width, -128, 127.999), bins[i] - 128 - 1e-3, bins[i] - 127 + 1e-3));
    }

    [Fact]
    public void Vector_and_scalar_code_give_the_same_bits() => Property.Holds(Property.AnyFinite(), values =>
    {
        var many = Enumerable.Repeat(values, 9).SelectMany(part => part)
            .Select(value => Math.Clamp(value, -Limit, Limit)).ToArray();
        return Payload(many, SimdWidth.Scalar).AsSpan().SequenceEqual(Payload(many, SimdWidths.Widest));
    });

    [Fact]
    public void Permuted_coordinates_have_permuted_bins_once_the_sums_agree()
    {
        // Multiples of 2^-24 below 2^-6: the sums in double are exact in any order.
        var values = PinnedVector.Of(100_000);
        var (bins, codebook) = Encode(values, SimdWidths.Widest);
        var (reversedBins, reversedCodebook) = Encode([.. values.Reverse()], SimdWidths.Widest);

        Assert.Equal(bins.Reverse(), reversedBins);
        Assert.Equal(codebook, reversedCodebook);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-3.3f)]
    [InlineData(1e38f)]
    public void A_constant_vector_survives_bit_for_bit(float value)
    {
        var values = Enumerable.Repeat(value, 3001).ToArray();
        var (bins, codebook) = Encode(values, SimdWidths.Widest);

        Assert.All(bins, bin => Assert.Equal(value, codebook[bin]));
    }

    [Fact]
    public void A_vector_of_another_magnitude_by_a_power_of_two_has_the_same_bins()
    {
        var values = PinnedVector.Of(5000);

        Assert.Equal(
            Encode(values, SimdWidths.Widest).Bins,
            Encode([.. values.Select(value => value * MathF.ScaleB(1, 100))], SimdWidths.Widest).Bins);
    }

    [Fact]
    public void A_value_above_the_limit_is_refused_by_index()
    {
        var error = Assert.Throws<ValueOutOfRangeException>(
            () => new Int8Codec().Encode([1f, -MathF.BitIncrement(Int8Codec.MaxValue)], new byte[CodebookBytes + 2]));

        Assert.Equal((1, Int8Codec.MaxValue), (error.Index, error.Limit));
    }

    [Fact]
    public void A_codebook_that_is_not_finite_is_refused_and_writes_nothing()
    {
        var payload = Payload(Vectors.Normal(10, seed: 1), SimdWidths.Widest);
        BitConverter.TryWriteBytes(payload.AsSpan(4 * 9), float.NaN);
        var destination = new float[10];

        var error = Assert.Throws<NonFiniteValueException>(() => new Int8Codec().Decode(payload, 1f, destination));

        Assert.Equal(("codebook", 9), (error.Vector, error.Index));
        Assert.All(destination, value => Assert.Equal(0f, value));
    }

    private static byte[] Payload(float[] values, SimdWidth widest)
    {
        var payload = new byte[CodebookBytes + values.Length];
        new Int8Codec().Encode(values, payload, 1, widest);
        return payload;
    }

    private static (byte[] Bins, float[] Codebook) Encode(float[] values, SimdWidth widest)
    {
        var payload = Payload(values, widest);
        var codebook = Enumerable.Range(0, 256).Select(bin => BitConverter.ToSingle(payload, 4 * bin));
        return (payload[CodebookBytes..], [.. codebook]);
    }
}
