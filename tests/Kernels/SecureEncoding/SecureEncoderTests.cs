using System.Numerics;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Packing;
using Tapestry.Kernels.Tests.Rotation;
using Tapestry.Kernels.Tests.Rounding;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.SecureEncoding;

public sealed class SecureEncoderTests
{
    private static readonly byte[] NoiseKey = [.. Enumerable.Range(50, 32).Select(i => (byte)i)];
    private static readonly byte[] NoiseNonce = new byte[12];

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 16, 1 << 14 }, { 1, 16, 1 << 14 }, { 2, 12, 1 << 14 }, { 77, 13, 1 << 14 }, { 1000, 12, 256 }, { 4096, 16, 4096 },
        { 4097, 16, 4096 }, { 9000, 8, 512 }, { 12_289, 12, 4096 }, { 20_001, 24, 2048 }, { 40_000, 32, 1 << 14 },
        { 49_152, 16, 1 << 14 }, { 16_383, 11, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bytes_are_those_of_the_steps_one_by_one_at_every_width_and_core_count(int length, int bits, int blockLength)
    {
        var options = SecureEncodingOracle.Options with
        {
            BitsPerCoordinate = bits,
            Granularity = 1 / 8f,
            BlockLength = blockLength,
            Overflow = OverflowRule.Wrap,
        };
        var values = Vectors.Normal(length, seed: length);
        var law = new DiscreteGaussianSampler(3);
        var peers = SecureEncodingOracle.PeersOf(site: 1, cohort: 3);
        var factor = new UpdateFactor(2, 1);
        var integers = SecureEncodingOracle.Integers(values, options, factor.Value, vector: 4, attempt: 1);
        var noise = SecureEncodingOracle.Noise(law, NoiseKey, NoiseNonce, length);
        var expected = SecureEncodingOracle.Mask([.. integers.Zip(noise, (q, z) => (BigInteger)q + z)], bits, peers);
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var packed = new byte[SecureEncoder.ByteCount(length, options)];
            var secrets = new ContributionSecrets
            {
                Rounding = new(RoundingOracle.Seed, 4, 1),
                Noise = new NoiseDraw(law, NoiseKey, NoiseNonce),
                Masks = peers.Select(peer => peer.MaskKey).ToArray(),
            };
            var report = SecureEncoder.Encode(
                values, options, factor, secrets, packed, [], width == SimdWidth.Bits256 ? 1 : 2, width);

            PackingOracle.AssertSame<byte>(expected, packed);
            Assert.Equal(integers.Select(q => (uint)Math.Abs((long)q)).DefaultIfEmpty().Max(), report.LargestMagnitude);
            Assert.Equal(integers.Aggregate((UInt128)0, (sum, q) => sum + (UInt128)((long)q * q)), report.SumOfSquares);
        }
    }

    [Fact]
    public void Measuring_reports_what_encoding_does()
    {
        var values = Vectors.Normal(20_000, seed: 1);
        var secrets = new ContributionSecrets { Rounding = new(RoundingOracle.Seed, 0, 9) };
        var packed = new byte[SecureEncoder.ByteCount(20_000, SecureEncodingOracle.Options)];

        Assert.Equal(
            SecureEncoder.Measure(values, SecureEncodingOracle.Options, UpdateFactor.One, secrets.Rounding),
            SecureEncoder.Encode(values, SecureEncodingOracle.Options, UpdateFactor.One, secrets, packed));
    }

    [Fact]
    public void Input_is_left_as_it_was()
    {
        var values = Vectors.Normal(20_000, seed: 1);
        var before = values.ToArray();
        SecureEncoder.Encode(
            values,
            SecureEncodingOracle.Options,
            UpdateFactor.One,
            new ContributionSecrets { Rounding = new(RoundingOracle.Seed) },
            new byte[40_000],
            new float[20_000],
            cores: 2);

        Vectors.AssertSameBits(before, values);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(16_384)]
    [InlineData(40_001)]
    public void What_is_decoded_plus_the_residual_is_the_weighted_clipped_update(int length)
    {
        var values = Vectors.Normal(length, seed: length);
        var options = SecureEncodingOracle.Options with { Granularity = 0.05f };
        var factor = new UpdateFactor(norm: 10, clipNorm: 8, weight: 0.75f);
        var (packed, residual, decoded) = (new byte[2 * length], new float[length], new float[length]);
        var secrets = new ContributionSecrets { Rounding = new(RoundingOracle.Seed) };
        SecureEncoder.Encode(values, options, factor, secrets, packed, residual, cores: 2);
        SecureDecoder.DecodeSum(packed, options, decoded);

        for (var i = 0; i < length; i++)
        {
            var sent = values[i] * factor.Value;
            Assert.Equal((sent - decoded[i]) * (1 / 0.75f), residual[i]);
            Assert.Equal(values[i] * 0.8f, (decoded[i] / 0.75f) + residual[i], 1e-5f);
        }
    }

    [Fact]
    public void The_mean_over_rounding_seeds_is_the_update()
    {
        const int draws = 4000;
        var values = Vectors.Normal(64, seed: 3, scale: 0.3);
        var options = SecureEncodingOracle.Options with { Granularity = 0.5f };
        var (packed, decoded, mean) = (new byte[128], new float[64], new double[64]);
        for (uint draw = 0; draw < draws; draw++)
        {
            var secrets = new ContributionSecrets { Rounding = new(RoundingOracle.Seed, 0, draw) };
            SecureEncoder.Encode(values, options, UpdateFactor.One, secrets, packed);
            SecureDecoder.DecodeSum(packed, options, decoded);
            for (var i = 0; i < 64; i++)
            {
                mean[i] += decoded[i] / (double)draws;
            }
        }

        // A rounding error has a standard deviation of at most half a step; five standard errors.
        Assert.All(values.Zip(mean), pair => Assert.Equal(pair.First, pair.Second, 5 * 0.25 / Math.Sqrt(draws)));
    }

    [Fact]
    public void Clamping_is_counted_and_what_is_cut_off_is_in_the_residual()
    {
        const int length = 8192;
        var options = SecureEncodingOracle.Options with { BitsPerCoordinate = 8, Granularity = 0.05f, Overflow = OverflowRule.Clamp };
        var values = Vectors.Normal(length, seed: 8);
        var (packed, residual, decoded) = (new byte[length], new float[length], new float[length]);
        var secrets = new ContributionSecrets { Rounding = new(RoundingOracle.Seed) };
        var report = SecureEncoder.Encode(values, options, UpdateFactor.One, secrets, packed, residual);
        var rotated = RotationOracle.Rotate(values, options.BlockLength);

        Assert.Equal(25, options.Headroom.MaxMagnitude);
        Assert.Equal(25u, report.LargestMagnitude);
        Assert.Equal(rotated.Count(value => MathF.Abs(value * (1f / 0.05f)) > 25), report.ClampedCoordinates);
        Assert.Equal(PackingOracle.Pack(SecureEncodingOracle.Integers(values, options, 1f, 0), 8), packed);
        SecureDecoder.DecodeSum(packed, options, decoded);
        Assert.All(Enumerable.Range(0, length), i => Assert.Equal(values[i], decoded[i] + residual[i], 1e-5f));
    }

    [Fact]
    public void Encoding_and_decoding_allocate_nothing()
    {
        var (values, packed, residual) = (Vectors.Normal(40_000, seed: 1), new byte[80_000], new float[40_000]);
        var masks = SecureEncodingOracle.PeersOf(0, 4).Select(peer => peer.MaskKey).ToArray();
        Allocations.AssertNoneAfterFirst(RoundTrip);

        void RoundTrip()
        {
            var secrets = new ContributionSecrets { Rounding = new(RoundingOracle.Seed), Masks = masks };
            SecureEncoder.Encode(values, SecureEncodingOracle.Options, UpdateFactor.One, secrets, packed, residual);
            SecureDecoder.DecodeSum(packed, SecureEncodingOracle.Options, residual);
        }
    }
}
