using System.Text;
using Tapestry.Training.Data.HeldOut;
using Tapestry.Training.Data.Satellites;

namespace Tapestry.Training.Tests.Data.Satellites;

/// <summary>The text that the demo trains on, as this machine's SDK has it.</summary>
public sealed class InstalledSdkTests
{
    [Fact]
    public void Four_languages_have_enough_text_and_no_held_out_line_in_any_training_text()
    {
        var sdk = SdkFolder.Find(SdkSearch.OfThisProcess());
        string[] languages = ["de", "fr", "pl", "ja"];

        var datasets = HeldOutSplit.Apply(
            [.. languages.Select(language => new SatelliteCorpus(language, sdk))], new HeldOutOptions(), CancellationToken.None);

        Assert.Equal(languages, datasets.Select(dataset => dataset.Name));
        var training = datasets.Select(dataset => Encoding.UTF8.GetString(dataset.TrainBytes.Span)).ToList();
        Assert.All(datasets, dataset =>
        {
            Assert.InRange(dataset.TrainEntries, 8_000, 40_000);
            Assert.InRange(dataset.TrainBytes.Length, 800_000, 8_000_000);
            Assert.InRange(dataset.HeldOutBytes.Length, 30_000, 400_000);
            var lines = Encoding.UTF8.GetString(dataset.HeldOutBytes.Span).Split('\n').Where(line => line.Length > 80).Take(8);
            Assert.All(lines, line => Assert.All(training, text => Assert.DoesNotContain("\n" + line + "\n", text, StringComparison.Ordinal)));
        });
    }
}
