namespace Tapestry.Client.Tests.Cli.Launcher;

/// <summary>What a launcher process left.</summary>
internal sealed record LauncherResult(int ExitCode, string Output, string Errors)
{
    public string LastLine => Output.TrimEnd().Split('\n')[^1];
}
