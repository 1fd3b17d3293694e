using System.Text.RegularExpressions;

namespace Tapestry.Architecture.Tests;

public sealed partial class SourceFileTests
{
    private const int MostLines = 400;

    private static readonly string[] Written =
    [
        ".cs", ".csproj", ".props", ".targets", ".cpp", ".h", ".py", ".sh", ".css", ".md", ".yml", ".yaml", ".json", "",
    ];

    [Fact]
    public void A_file_that_is_too_long_is_caught()
    {
        Assert.True(IsTooLong(string.Concat(Enumerable.Repeat("line\n", MostLines + 1))));
        Assert.False(IsTooLong(string.Concat(Enumerable.Repeat("line\n", MostLines))));
    }

    [Fact]
    public void No_source_file_is_too_long() => Assert.DoesNotContain(
        RepositoryFiles.WithExtension(".cs", ".cpp", ".h", ".py", ".sh", ".css").Append("tapestry"),
        path => IsTooLong(RepositoryFiles.Read(path)));

    [Theory]
    [InlineData("home/ada/tapestry")]
    [InlineData("root/.nuget")]
    [InlineData("Users/ada/src")]
    [InlineData("work/main")]
    public void A_planted_machine_path_is_caught(string path)
    {
        Assert.Matches(MachinePath(), $"see /{path} for it");
        Assert.Matches(MachinePath(), $"\"/{path}\"");
    }

    [Theory]
    [InlineData("C:", "Users")]
    [InlineData("D:", "src")]
    public void A_planted_windows_path_is_caught(string drive, string folder) =>
        Assert.Matches(MachinePath(), $"{drive}\\{folder}");

    [Theory]
    [InlineData("https://example.org/home/page")]
    [InlineData("Client/work/item")]
    [InlineData("the /proc/cpuinfo file")]
    public void Other_paths_are_not(string text) => Assert.DoesNotMatch(MachinePath(), text);

    [Fact]
    public void No_file_names_a_path_of_somebodys_machine() => Assert.DoesNotContain(
        RepositoryFiles.All.Where(path => Written.Contains(Path.GetExtension(path))),
        path => MachinePath().IsMatch(RepositoryFiles.Read(path)));

    private static bool IsTooLong(string text) => text.AsSpan().Count('\n') > MostLines;

    [GeneratedRegex(@"(?<![\w./])/(home|root|Users|work)/[\w.]|(?<!\w)[A-Z]:\\\w")]
    private static partial Regex MachinePath();
}
