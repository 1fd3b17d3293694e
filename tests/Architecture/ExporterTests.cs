namespace Tapestry.Architecture.Tests;

/// <summary>Only a silo can send telemetry: sites and clients do not even reference an exporter.</summary>
public sealed class ExporterTests
{
    [Fact]
    public void Only_the_silo_references_an_exporter() => Assert.Equal(
        ["Silo/Silo.csproj"],
        RepositoryFiles.WithExtension(".csproj").Where(project => RepositoryFiles.Read(project).Contains("\"OpenTelemetry", StringComparison.Ordinal)));
}
