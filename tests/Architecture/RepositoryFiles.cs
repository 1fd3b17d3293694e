namespace Tapestry.Architecture.Tests;

/// <summary>The files of the repository that people write: no build outputs, no runs.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Generated =
        ["bin", "obj", "out", "build", "TestResults", "BenchmarkDotNet.Artifacts", "tapestry-out", "node_modules"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths relative to the root with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> WithExtension(params string[] extensions) =>
        All.Where(path => extensions.Contains(Path.GetExtension(path)));

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(IsWritten).SelectMany(Walk));

    private static bool IsWritten(string folder)
    {
        var name = Path.GetFileName(folder);
        return name is ".ci" || (!name.StartsWith('.') && !Generated.Contains(name));
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Tapestry.Orleans.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder)
            ?? throw new InvalidOperationException("These tests run inside the repository."));
}
