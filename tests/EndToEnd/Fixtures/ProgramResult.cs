namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>How the program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asserts a documented failure: its code and one line that holds the text.</summary>
    public void AssertFailed(int exitCode, string text)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode} where {exitCode} was expected: {Errors}");
        var line = Assert.Single(ErrorLines);
        Assert.StartsWith("tapestry: ", line, StringComparison.Ordinal);
        Assert.Contains(text, line, StringComparison.Ordinal);
    }

    public void AssertSucceeded() => Assert.True(ExitCode == 0 && Errors.Length == 0, $"exit code {ExitCode}: {Errors}");
}
