namespace Tapestry.Architecture.Tests;

/// <summary>Which project may depend on which: the layout's one direction.</summary>
internal static class DependencyRule
{
    private static readonly Dictionary<string, string[]> Direct = new()
    {
        ["Kernels"] = [],
        ["Grains.Interfaces"] = [],
        ["Actors"] = [],
        ["Privacy"] = ["Kernels"],
        ["Training"] = ["Kernels"],
        ["Grains"] = ["Grains.Interfaces", "Actors"],
        ["Silo"] = ["Grains", "Privacy", "Kernels"],
        ["Client.Sdk"] = ["Grains.Interfaces"],
        ["Client.Site"] = ["Client.Sdk", "Privacy", "Kernels", "Training"],
        ["Client.Cli"] =
        [
            "Kernels", "Grains.Interfaces", "Actors", "Privacy", "Training", "Grains", "Silo", "Client.Sdk", "Client.Site",
        ],
    };

    /// <summary>A sentence for every dependency that the rule, taken transitively, does not allow.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyDictionary<string, IReadOnlyList<string>> graph) =>
    [
        .. from project in graph
           where !Direct.ContainsKey(project.Key)
           select $"{project.Key} is not in the dependency rule",
        .. from project in graph
           where Direct.ContainsKey(project.Key)
           from dependency in project.Value
           where !Allowed(project.Key).Contains(dependency)
           select $"{project.Key} must not depend on {dependency}",
    ];

    private static HashSet<string> Allowed(string project) =>
        [.. Direct[project].SelectMany(dependency => Allowed(dependency).Append(dependency))];
}
