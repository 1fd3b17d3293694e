using System.Runtime.InteropServices;

namespace Tapestry.Training.Data.Satellites;

/// <summary>Where to look for a .NET installation, in this order.</summary>
public sealed record SdkSearch
{
    /// <summary>The installation whose runtime runs this process, as <c>shared/Microsoft.NETCore.App/VERSION</c>.</summary>
    public string? RuntimeFolder { get; init; }

    /// <summary>The <c>dotnet</c> file that started this process (<c>DOTNET_HOST_PATH</c>).</summary>
    public string? HostPath { get; init; }

    /// <summary><c>DOTNET_ROOT</c>.</summary>
    public string? DotnetRoot { get; init; }

    /// <summary><c>PATH</c>: the first folder with a <c>dotnet</c> file counts, links followed.</summary>
    public string? ExecutableSearchPath { get; init; }

    /// <summary>What this process sees.</summary>
    public static SdkSearch OfThisProcess() => new()
    {
        RuntimeFolder = RuntimeEnvironment.GetRuntimeDirectory(),
        HostPath = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
        DotnetRoot = Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        ExecutableSearchPath = Environment.GetEnvironmentVariable("PATH"),
    };
}
