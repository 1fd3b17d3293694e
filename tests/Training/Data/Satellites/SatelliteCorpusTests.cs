using Tapestry.Testing;
using Tapestry.Training.Data;
using Tapestry.Training.Data.Satellites;
using Tapestry.Training.Tests.Data.Support;

namespace Tapestry.Training.Tests.Data.Satellites;

public sealed class SatelliteCorpusTests : IDisposable
{
    private readonly TemporaryFolder sdk = new();

    public void Dispose() => sdk.Dispose();

    [Fact]
    public void Strings_of_the_language_are_read_in_key_order_and_nothing_else()
    {
        SyntheticSatellite.Write(sdk.Path, "de", "Zeta", new Dictionary<string, object> { ["Greeting"] = "Grüß Gott" });
        SyntheticSatellite.Write(sdk.Path, "de", "Alpha", new Dictionary<string, object>
        {
            ["B"] = "Zweitens",
            ["A"] = "Erstens",
            ["Blank"] = "  ",
            ["Number"] = 42,
            ["Bytes"] = new byte[] { 1, 2 },
        });
        SyntheticSatellite.Write(sdk.Path, "fr", "Alpha", new Dictionary<string, object> { ["A"] = "Premièrement" });

        var entries = new SatelliteCorpus("DE", sdk.Path).Read(CancellationToken.None);

        Assert.Equal(
            [
                new TextEntry("Alpha/Alpha.Strings/A", "Erstens"),
                new TextEntry("Alpha/Alpha.Strings/B", "Zweitens"),
                new TextEntry("Zeta/Zeta.Strings/Greeting", "Grüß Gott"),
            ],
            entries);
    }

    [Fact]
    public void A_key_is_the_same_in_every_language_and_folder()
    {
        foreach (var (folder, language) in new[] { ("", "ja"), ("tools", "ja"), ("", "pt-BR") })
        {
            SyntheticSatellite.Write(
                Path.Combine(sdk.Path, folder), language, "Alpha", new Dictionary<string, object> { ["A"] = "x " + language });
        }

        var japanese = Assert.Single(new SatelliteCorpus("ja", sdk.Path).Read(CancellationToken.None));
        var portuguese = Assert.Single(new SatelliteCorpus("pt-BR", sdk.Path).Read(CancellationToken.None));

        Assert.Equal(japanese.Key, portuguese.Key);
    }

    [Fact]
    public void An_unknown_language_is_refused_with_all_thirteen()
    {
        var error = Assert.Throws<UnknownLanguageException>(() => new SatelliteCorpus("xx", sdk.Path));

        Assert.Contains("cs, de, es, fr, it, ja, ko, pl, pt-BR, ru, tr, zh-Hans, zh-Hant", error.Message, StringComparison.Ordinal);
        Assert.Equal(13, SatelliteLanguages.All.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(700)]
    public void A_damaged_assembly_is_named(int keep)
    {
        var path = SyntheticSatellite.Write(sdk.Path, "de", "Alpha", new Dictionary<string, object> { ["A"] = "Erstens" });
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..keep]);

        var error = Assert.Throws<SatelliteUnreadableException>(
            () => new SatelliteCorpus("de", sdk.Path).Read(CancellationToken.None));

        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void An_sdk_without_the_language_is_refused()
    {
        Assert.Throws<SdkNotFoundException>(() => new SatelliteCorpus("de", sdk.Path).Read(CancellationToken.None));
        Assert.Throws<SdkNotFoundException>(
            () => new SatelliteCorpus("de", Path.Combine(sdk.Path, "none")).Read(CancellationToken.None));
    }
}
