using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Tests.Codecs;

public sealed class PayloadCodecsTests
{
    [Fact]
    public void Wire_numbers_are_frozen() => Assert.Equal(
        ["Fp32=0", "Bf16=1"],
        Enum.GetValues<ContributionEncoding>().Select(encoding => $"{encoding}={(int)encoding}"));

    [Fact]
    public void Every_encoding_has_its_codec_and_exact_size()
    {
        foreach (var encoding in Enum.GetValues<ContributionEncoding>())
        {
            var codec = PayloadCodecs.For(encoding);
            Assert.Equal(encoding, codec.Encoding);
            Assert.Equal(codec.BitsPerCoordinate * 1000L / 8, codec.ByteCount(1000));
        }
    }

    [Fact]
    public void An_unknown_encoding_is_refused_with_those_known()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => PayloadCodecs.For((ContributionEncoding)9));

        Assert.Contains("Fp32, Bf16", error.Message, StringComparison.Ordinal);
    }
}
