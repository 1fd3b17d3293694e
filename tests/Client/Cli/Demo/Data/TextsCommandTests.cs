using Tapestry.Client.Cli.Errors;
using Tapestry.Training.Data.Folders;
using Tapestry.Training.Data.HeldOut;

namespace Tapestry.Client.Tests.Cli.Demo.Data;

public sealed class TextsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CommandLine command = new(new RecordingRunner());

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_language_becomes_a_folder_that_a_site_can_train_on()
    {
        Assert.Equal(0, await command.RunAsync("texts", "--languages", "de,ja", "--to", folder.PathOf("texts")));

        var corpora = FolderCorpus.InSubfolders(folder.PathOf("texts"));
        var datasets = HeldOutSplit.Apply(corpora, new HeldOutOptions(), default);
        Assert.Equal(["de", "ja"], datasets.Select(dataset => dataset.Name));
        Assert.All(datasets, dataset => Assert.True(dataset.TrainBytes.Length > 1_000_000, $"{dataset.TrainBytes.Length} bytes"));
    }

    [Fact]
    public async Task Again_it_writes_the_same()
    {
        Assert.Equal(0, await command.RunAsync("texts", "--languages", "de,ja", "--to", folder.PathOf("texts")));
        var first = await File.ReadAllBytesAsync(folder.PathOf("texts/de/strings.txt"));
        Assert.Equal(0, await command.RunAsync("texts", "--languages", "ja,de", "--to", folder.PathOf("texts")));

        Assert.Equal(first, await File.ReadAllBytesAsync(folder.PathOf("texts/de/strings.txt")));
    }

    [Fact]
    public async Task A_file_where_the_folder_goes_is_refused()
    {
        await File.WriteAllTextAsync(folder.PathOf("texts"), "");

        Assert.Equal(ExitCodes.Refused, await command.RunAsync("texts", "--to", folder.PathOf("texts")));

        Assert.Contains("Name a folder that this user may write", command.Errors, StringComparison.Ordinal);
    }
}
