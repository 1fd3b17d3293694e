namespace Tapestry.Architecture.Tests;

public sealed class DependencyTests
{
    [Theory]
    [InlineData("Kernels", "Grains")]
    [InlineData("Grains.Interfaces", "Actors")]
    [InlineData("Actors", "Grains.Interfaces")]
    [InlineData("Training", "Client.Site")]
    [InlineData("Grains", "Kernels")]
    [InlineData("Silo", "Training")]
    [InlineData("Silo", "Client.Cli")]
    [InlineData("Client.Sdk", "Grains")]
    [InlineData("Client.Site", "Silo")]
    public void A_planted_dependency_is_caught(string project, string dependency)
    {
        var graph = new Dictionary<string, IReadOnlyList<string>> { [project] = [dependency] };

        Assert.Equal([$"{project} must not depend on {dependency}"], DependencyRule.Violations(graph));
    }

    [Fact]
    public void A_project_without_a_rule_is_caught()
    {
        var graph = new Dictionary<string, IReadOnlyList<string>> { ["Helpers"] = [] };

        Assert.Equal(["Helpers is not in the dependency rule"], DependencyRule.Violations(graph));
    }

    [Fact]
    public void References_are_read_from_a_project_file() => Assert.Equal(
        ["Silo", "Client.Sdk"],
        ProjectGraph.References(
            """
            <Project><ItemGroup>
            <ProjectReference Include="../Silo/Silo.csproj" /><ProjectReference Include="../Sdk/Client.Sdk.csproj" />
            </ItemGroup></Project>
            """));

    [Fact]
    public void Project_files_keep_the_direction()
    {
        var graph = ProjectGraph.OfProjectFiles();

        Assert.Contains("Silo", graph["Client.Cli"]);
        Assert.Empty(DependencyRule.Violations(graph));
    }

    [Fact]
    public void Compiled_assemblies_keep_the_direction()
    {
        var graph = ProjectGraph.OfAssemblies();

        Assert.Equal(ProjectGraph.OfProjectFiles().Keys.Order(), graph.Keys.Order());
        Assert.Empty(DependencyRule.Violations(graph));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = RepositoryFiles.Read("Tapestry.Orleans.sln").Replace('\\', '/');

        Assert.All(
            RepositoryFiles.WithExtension(".csproj"),
            project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }
}
