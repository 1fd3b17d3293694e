using System.Text;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Tests.Verification;

public sealed class EvidenceFileTests
{
    [Fact]
    public async Task What_was_written_is_read_the_same()
    {
        await using var round = await CertifiedRound.StartAsync(secure: true);
        var evidence = await round.EvidenceAsync();
        var bytes = EvidenceFile.Write(evidence);

        Assert.StartsWith("{\"version\":1,\"evidence\":{\"ticket\":{", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(bytes, EvidenceFile.Write(EvidenceFile.Read(bytes, "file")));
    }

    [Theory]
    [InlineData("{\"version\":2,\"evidence\":{}}", "its version is 2; this program reads 1")]
    [InlineData("{\"evidence\":{}}", "its version is missing")]
    [InlineData("{\"version\":1,\"evidence\":null}", "it holds nothing")]
    [InlineData("{\"version\":1,\"evidence\":{\"ticket\":3}}", "could not be converted")]
    [InlineData("{\"version\":1,", "file")]
    [InlineData("[]", "its version is missing")]
    public void Anything_else_is_refused_with_its_place(string text, string why)
    {
        var refusal = Assert.Throws<EvidenceFormatException>(() => EvidenceFile.Read(Encoding.UTF8.GetBytes(text), "file"));

        Assert.Contains("'file'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }
}
