using Tapestry.Training.Data;

namespace Tapestry.Training.Tests.Data;

public sealed class ByteTokenizerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("Grüß Gott, 世界 😀")]
    public void Text_survives_the_round_trip(string text) =>
        Assert.Equal(text, ByteTokenizer.Decode(ByteTokenizer.Encode(text)));

    [Fact]
    public void A_token_is_a_byte_of_utf8() => Assert.Equal([0x61, 0xC3, 0xBC], ByteTokenizer.Encode("aü"));

    [Fact]
    public void Broken_sequences_decode_to_the_replacement_character() =>
        Assert.Equal("a\uFFFD", ByteTokenizer.Decode([0x61, 0xC3]));

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void A_token_outside_the_vocabulary_is_refused(int token) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteTokenizer.Decode([token]));
}
