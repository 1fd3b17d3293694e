using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Kernels.Tests.Rounding;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.SecureEncoding;

public sealed class SecureEncodingErrorsTests
{
    private static readonly SecureEncodingOptions Options = SecureEncodingOracle.Options;

    public static TheoryData<string, SecureEncodingOptions> BadOptions => new()
    {
        { "BitsPerCoordinate", Options with { BitsPerCoordinate = 0 } },
        { "BitsPerCoordinate", Options with { BitsPerCoordinate = 33 } },
        { "Contributions", Options with { Contributions = 0 } },
        { "Granularity", Options with { Granularity = 0 } },
        { "Granularity", Options with { Granularity = float.NaN } },
        { "Granularity", Options with { Granularity = float.PositiveInfinity } },
        { "Granularity", Options with { Granularity = 1e-45f } },
        { "blockLength", Options with { BlockLength = 48 } },
        { "Overflow", Options with { Overflow = (OverflowRule)9 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_outside_its_range_is_refused_by_name(string name, SecureEncodingOptions options)
    {
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => Encode([1f], options, new byte[2])).ParamName);
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(
            () => SecureDecoder.DecodeSum(new byte[2], options, new float[1])).ParamName);
    }

    [Fact]
    public void Contributions_without_headroom_are_refused() => Assert.Throws<OverflowHeadroomException>(
        () => Encode([1f], Options with { BitsPerCoordinate = 8, Contributions = 128 }, new byte[1]));

    [Theory]
    [InlineData(5)]
    [InlineData(20_000)]
    public void A_non_finite_coordinate_is_refused_by_index_and_leaves_nothing(int length)
    {
        foreach (var rule in Enum.GetValues<OverflowRule>())
        {
            var values = Vectors.Normal(length, seed: 1);
            (values[4], values[^1]) = (float.NaN, float.NegativeInfinity);
            var (packed, residual) = (new byte[2 * length], Vectors.Normal(length, seed: 2));
            var options = Options with { Overflow = rule };

            var error = Assert.Throws<NonFiniteValueException>(() => Encode(values, options, packed, residual));

            Assert.Equal(("values", 4), (error.Vector, (int)error.Index));
            Assert.All(packed, b => Assert.Equal(0, b));
            Assert.All(residual, value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void A_coordinate_too_large_to_rotate_is_refused_by_index()
    {
        float[] values = [0, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f];

        Assert.Equal(1, Assert.Throws<ValueOutOfRangeException>(
            () => Encode(values, Options with { Overflow = OverflowRule.Clamp }, new byte[16])).Index);
    }

    [Theory]
    [InlineData(OverflowRule.Refuse)]
    [InlineData(OverflowRule.Wrap)]
    public void A_product_beyond_32_bits_is_refused_with_its_rotated_coordinate(OverflowRule rule)
    {
        var values = new float[30_000];
        values[25_000] = 1e20f;
        var packed = new byte[60_000];

        var error = Assert.Throws<EncodingOverflowException>(
            () => Encode(values, Options with { Overflow = rule, BlockLength = 4096 }, packed));

        // Of the window [25904, 30000) and the blocks before it, block 24576 holds the coordinate.
        Assert.Equal(24_576, error.RotatedCoordinate);
        Assert.Equal(rule == OverflowRule.Wrap ? int.MaxValue : Options.Headroom.MaxMagnitude, error.Limit);
        Assert.All(packed, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Buffers_of_another_length_or_shared_memory_are_refused()
    {
        var values = new float[8];

        Assert.Throws<LengthMismatchException>(() => Encode(values, Options, new byte[15]));
        Assert.Throws<LengthMismatchException>(() => Encode(values, Options, new byte[16], new float[7]));
        Assert.Equal("residual", Assert.Throws<ArgumentException>(() => Encode(values, Options, new byte[16], values)).ParamName);
        Assert.Throws<LengthMismatchException>(() => SecureDecoder.DecodeSum(new byte[15], Options, values));
        Assert.Throws<PackedPaddingException>(
            () => SecureDecoder.DecodeSum([0, 0x10], Options with { BitsPerCoordinate = 12 }, new float[1]));
    }

    [Fact]
    public void Factor_weight_norm_and_divisor_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateFactor(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateFactor(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => UpdateFactor.Unclipped(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => UpdateFactor.Unclipped(float.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpdateFactor(1e300, 1e-300));
        Assert.Equal("factor", Assert.Throws<ArgumentOutOfRangeException>(() => SecureEncoder.Measure(
            [1f], Options, default, new(RoundingOracle.Seed))).ParamName);
        foreach (var divisor in new[] { 0, -1, double.NaN, 1e-60 })
        {
            Assert.Equal("divisor", Assert.Throws<ArgumentOutOfRangeException>(
                () => SecureDecoder.DecodeSum(new byte[2], Options, new float[1], divisor)).ParamName);
        }
    }

    [Fact]
    public void The_weighted_norm_is_never_above_clip_times_weight()
    {
        foreach (var weight in new[] { 1f, 0.3f, 0.7777777f, 12.345f, 1e-3f })
        {
            foreach (var norm in new[] { 0.5, 1.0, 1.0000001, 3.3, 1e9 })
            {
                var value = new UpdateFactor(norm, 1, weight).Value;
                Assert.True(value * norm <= weight);
                Assert.True(value * norm >= Math.Min(norm, 1) * weight * (1 - 5e-7));
            }
        }
    }

    [Fact]
    public void Noise_needs_a_key_and_a_nonce() =>
        Assert.Throws<LengthMismatchException>(() => new NoiseDraw(new DiscreteGaussianSampler(1), new byte[31], new byte[12]));

    private static void Encode(float[] values, SecureEncodingOptions options, byte[] packed, float[]? residual = null) =>
        SecureEncoder.Encode(
            values,
            options,
            UpdateFactor.One,
            new ContributionSecrets
            {
                Rounding = new(RoundingOracle.Seed),
                Masks = new[] { new MaskKey(new byte[32], new byte[12], MaskSign.Add) },
            },
            packed,
            residual,
            cores: 2);
}
