using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>A copy of the program without its native half, or with one that cannot be loaded.</summary>
public sealed class MissingLibtorchTests : IDisposable
{
    private const string Library = "libtapestry_torch.so";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("not a library")]
    public async Task It_is_named_with_its_remedy_and_nothing_is_written(string? content)
    {
        var program = CopyOfTheProgram();
        File.Delete(Path.Combine(program, Library));
        if (content is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(program, Library), content);
        }

        var data = TestText.Write(folder.File("data"), "alpha", "beta");
        using var process = TapestryProcess.StartCopy(program, TestRun.Arguments(data, folder.File("out")));
        (await process.WaitForExitAsync()).AssertFailed(3, "apt-get install libtorch-dev");
        Assert.False(Path.Exists(folder.File("out")));
    }

    private string CopyOfTheProgram()
    {
        var copy = Directory.CreateDirectory(folder.File("program")).FullName;
        var home = Path.GetDirectoryName(TapestryProcess.Assembly)!;
        foreach (var file in Directory.EnumerateFiles(home))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
