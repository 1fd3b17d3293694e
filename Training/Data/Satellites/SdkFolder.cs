namespace Tapestry.Training.Data.Satellites;

/// <summary>Finds the newest .NET SDK of the first installation that has one.</summary>
public static class SdkFolder
{
    private static readonly string HostName = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>The SDK's folder, such as <c>ROOT/sdk/10.0.100</c>.</summary>
    /// <exception cref="SdkNotFoundException">No place that was searched holds an SDK.</exception>
    public static string Find(SdkSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var roots = Roots(search).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return roots.Select(NewestIn).FirstOrDefault(folder => folder is not null)
            ?? throw new SdkNotFoundException(
                $"No .NET SDK found in {(roots.Count == 0 ? "any known place" : string.Join(", ", roots))}.");
    }

    private static IEnumerable<string?> Roots(SdkSearch search)
    {
        yield return Ancestor(search.RuntimeFolder, 3);
        yield return Ancestor(Resolve(search.HostPath), 1);
        yield return string.IsNullOrWhiteSpace(search.DotnetRoot) ? null : Path.GetFullPath(search.DotnetRoot);
        var hosts = (search.ExecutableSearchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, HostName));
        yield return Ancestor(Resolve(hosts.FirstOrDefault(File.Exists)), 1);
    }

    private static string? Resolve(string? file) =>
        string.IsNullOrWhiteSpace(file) || !File.Exists(file)
            ? null
            : File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);

    private static string? Ancestor(string? path, int levels)
    {
        var folder = string.IsNullOrWhiteSpace(path) ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (; folder is not null && levels > 0; levels--)
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }

    private static string? NewestIn(string root)
    {
        var folder = Path.Combine(root, "sdk");
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder)
                .Select(path => (Path: path, Version: SdkVersion.TryParse(Path.GetFileName(path))))
                .Where(candidate => candidate.Version is not null)
                .OrderByDescending(candidate => candidate.Version)
                .Select(candidate => candidate.Path)
                .FirstOrDefault()
            : null;
    }
}
