using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Tests.Codecs;

public sealed class PayloadCodecsTests
{
    [Fact]
    public void Wire_numbers_are_frozen() => Assert.Equal(
        ["Fp32=0", "Bf16=1", "Int8=2", "Int4=3", "Sign=5", "TopK=6", "RandomK=7", "LowRank=8", "Fp4=9"],
        Enum.GetValues<ContributionEncoding>().Select(encoding => $"{encoding}={(int)encoding}"));

    [Theory]
    [InlineData(ContributionEncoding.Fp32, 32, 4000)]
    [InlineData(ContributionEncoding.Bf16, 16, 2000)]
    [InlineData(ContributionEncoding.Int8, 8, 1024 + 1000)]
    [InlineData(ContributionEncoding.Int4, 4, (16 * 2) + 500)]
    [InlineData(ContributionEncoding.Fp4, 4, (16 * 2) + 500)]
    [InlineData(ContributionEncoding.Sign, 1, (4 * 2) + 125)]
    [InlineData(ContributionEncoding.TopK, 2, 8 + 24 + 4)]
    public void An_encoding_has_its_codec_and_exact_size(ContributionEncoding encoding, int bits, long bytesOfAThousand)
    {
        var codec = PayloadCodecs.For(encoding);

        Assert.Equal(
            (encoding, bits, bytesOfAThousand), (codec.Encoding, codec.BitsPerCoordinate, codec.ByteCount(1000)));
    }

    [Fact]
    public void An_unknown_encoding_is_refused_with_those_known()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PayloadCodecs.For((ContributionEncoding)999));

        Assert.Contains("Fp32, Bf16", error.Message, StringComparison.Ordinal);
    }
}
