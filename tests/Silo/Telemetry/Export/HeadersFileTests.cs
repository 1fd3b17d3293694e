using Tapestry.Silo.Telemetry.Export;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Telemetry.Export;

public sealed class HeadersFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_are_headers_and_comments() => Assert.Equal(
        new Dictionary<string, string> { ["Authorization"] = "Bearer a:b", ["x-scope"] = "tapestry" },
        Read("# of the collector\nAuthorization: Bearer a:b\n\n x-scope :tapestry \n"));

    [Theory]
    [InlineData("", "it holds no header")]
    [InlineData("a: 1\nsecret", "line 2 is not 'name: value'")]
    [InlineData("a b: secret", "line 1 is not 'name: value'")]
    [InlineData("a:", "line 1 is not 'name: value'")]
    [InlineData("a: secret\u0007", "line 1 is not 'name: value'")]
    [InlineData("a: 1\nA: secret", "line 2 gives 'A' a second value")]
    public void A_fault_names_the_line_and_shows_no_value(string text, string fault)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Read(text));
        Assert.Equal(fault, refused.Message);
    }

    private IReadOnlyDictionary<string, string> Read(string text)
    {
        File.WriteAllText(folder.File("headers.txt"), text);
        return HeadersFile.Read(folder.File("headers.txt"));
    }
}
