using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>A folder that is not this run's to write is refused and left as it was.</summary>
[Collection(SharesFinishedRun.Name)]
public sealed class OutputFolderTests(FinishedRun run) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_no_folder()
    {
        var file = folder.File("file");
        await File.WriteAllTextAsync(file, "mine");

        await AssertRefusedAsync(file, "it is a file");
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused()
    {
        await File.WriteAllTextAsync(folder.File("file"), "mine");

        await AssertRefusedAsync(Path.Combine(folder.File("file"), "out"), "cannot be written");
    }

    [Fact]
    public async Task Somebody_elses_files_are_left_alone()
    {
        await File.WriteAllTextAsync(folder.File("thesis.txt"), "mine");

        await AssertRefusedAsync(folder.Path, "not of a tapestry run");
        Assert.Equal([folder.File("thesis.txt")], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Resume_needs_a_run() => await AssertRefusedAsync(folder.File("none"), "no run in it", "--resume");

    [Fact]
    public async Task A_finished_run_is_not_overwritten() => await AssertRefusedAsync(run.Out, "it already holds a run");

    [Fact]
    public async Task A_run_of_other_settings_is_not_resumed() =>
        await AssertRefusedAsync(run.Out, "--seed was 1 and is now 9", "--resume", "--seed", "9");

    [Fact]
    public async Task A_folder_in_use_by_another_process_is_refused()
    {
        var copy = FolderCopy.Make(run.Out, folder.File("copy"));
        await using var held = new FileStream(Path.Combine(copy, "run.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        await AssertRefusedAsync(copy, "another tapestry process", "--resume");
    }

    [Fact]
    public async Task A_database_that_is_none_is_named()
    {
        var copy = FolderCopy.Make(run.Out, folder.File("copy"));
        await File.WriteAllTextAsync(Path.Combine(copy, "region", "region.db"), new string('x', 8192));

        var end = await TapestryProcess.RunAsync(TestRun.Arguments(run.Data, copy, "--resume"));
        end.AssertFailed(3, "not a SQLite database");
    }

    private async Task AssertRefusedAsync(string outFolder, string text, params string[] options) =>
        (await TapestryProcess.RunAsync(TestRun.Arguments(run.Data, outFolder, options))).AssertFailed(4, text);
}
