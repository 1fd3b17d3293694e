using System.Numerics;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Kernels.Tests.Packing;
using Tapestry.Kernels.Tests.Rotation;
using Tapestry.Kernels.Tests.Rounding;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.SecureEncoding;

/// <summary>Five sites whose pairwise masks cancel.</summary>
public sealed class CohortTests
{
    private const int Sites = 5;

    [Theory]
    [InlineData(1, 12)]
    [InlineData(1000, 12)]
    [InlineData(20_001, 16)]
    [InlineData(33_000, 19)]
    public void The_sum_of_encodings_is_exactly_the_sum_of_the_rounded_vectors(int length, int bits)
    {
        var options = SecureEncodingOracle.Options with { BitsPerCoordinate = bits, Granularity = 1 / 32f };
        var sum = new byte[SecureEncoder.ByteCount(length, options)];
        var expected = new BigInteger[length];
        for (var site = 0; site < Sites; site++)
        {
            var values = Vectors.Normal(length, seed: site);
            PackedSum.Add(sum, Encode(values, options, site), length, bits);
            var integers = SecureEncodingOracle.Integers(values, options, 1f, (ulong)site);
            expected = [.. expected.Zip(integers, (a, b) => a + b)];
        }

        var sums = expected.Select(value => (int)value).ToArray();
        PackingOracle.AssertSame<byte>(PackingOracle.Pack(sums, bits), sum);
        var decoded = new float[length];
        SecureDecoder.DecodeSum(sum, options, decoded, divisor: 4, cores: 2);
        Vectors.AssertSameBits(
            RotationOracle.Unrotate([.. sums.Select(value => value * (1 / 128f))], options.BlockLength), decoded);
    }

    [Fact]
    public void One_encoding_alone_does_not_decode()
    {
        var values = Vectors.Normal(4096, seed: 1);
        var unmasked = SecureEncodingOracle.Integers(values, SecureEncodingOracle.Options, 1f, 0);
        var masked = new int[4096];
        BitPacking.UnpackSigned(Encode(values, SecureEncodingOracle.Options, 0), 16, masked);

        Assert.InRange(masked.Zip(unmasked).Count(pair => pair.First == pair.Second), 0, 4);
    }

    [Fact]
    public void Integers_at_the_headroom_of_every_site_do_not_wrap_and_one_more_is_refused()
    {
        // One-hot input of 2 k in a block of 4 rotates to k at every coordinate, up to signs that all sites share.
        var options = SecureEncodingOracle.Options with { BitsPerCoordinate = 8, Granularity = 1, BlockLength = 4 };
        var limit = options.Headroom.MaxMagnitude;
        var sum = new byte[4];
        for (var site = 0; site < Sites; site++)
        {
            PackedSum.Add(sum, Encode([2 * limit, 0, 0, 0], options, site), 4, 8);
        }

        var decoded = new float[4];
        SecureDecoder.DecodeSum(sum, options, decoded);
        Assert.Equal([2f * limit * Sites, 0, 0, 0], decoded);

        var error = Assert.Throws<EncodingOverflowException>(() => Encode([(2 * limit) + 2, 0, 0, 0], options, 0));
        Assert.Equal((0, limit, Sites, 8), ((int)error.RotatedCoordinate, error.Limit, error.Contributions, error.Bits));
        Assert.Equal(limit + 1, Math.Abs(error.Value));
    }

    private static byte[] Encode(float[] values, SecureEncodingOptions options, int site)
    {
        var packed = new byte[SecureEncoder.ByteCount(values.Length, options)];
        var secrets = new ContributionSecrets
        {
            Rounding = new(RoundingOracle.Seed, (ulong)site),
            Masks = SecureEncodingOracle.PeersOf(site, Sites).Select(peer => peer.MaskKey).ToArray(),
        };
        SecureEncoder.Encode(values, options, UpdateFactor.One, secrets, packed, [], cores: 2);
        return packed;
    }
}
