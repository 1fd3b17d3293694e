using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Tapestry.Architecture.Tests;

/// <summary>Who depends on whom, as the project files say and as the compiler recorded.</summary>
internal static class ProjectGraph
{
    private const string Prefix = "Tapestry.";
    private const string CliAssembly = "tapestry";

    /// <summary>Product projects and their project references, by project name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfProjectFiles() => ProductProjects()
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => References(RepositoryFiles.Read(path)));

    /// <summary>Product assemblies beside this test and the assemblies of ours that they use, by project name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfAssemblies() => ProductProjects()
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Select(project => (Project: project, Path: Path.Combine(AppContext.BaseDirectory, AssemblyName(project) + ".dll")))
        .ToDictionary(assembly => assembly.Project, assembly => UsedBy(assembly.Path));

    /// <summary>The names of the projects that a project file refers to.</summary>
    public static IReadOnlyList<string> References(string projectFile) =>
    [
        .. XDocument.Parse(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
    ];

    private static IEnumerable<string> ProductProjects() => RepositoryFiles.WithExtension(".csproj")
        .Where(path => !path.StartsWith("tests/", StringComparison.Ordinal));

    private static string AssemblyName(string project) => project == "Client.Cli" ? CliAssembly : Prefix + project;

    private static IReadOnlyList<string> UsedBy(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var portable = new PEReader(stream);
        var metadata = portable.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Select(name => name == CliAssembly ? Prefix + "Client.Cli" : name)
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => name[Prefix.Length..]),
        ];
    }
}
