using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Silo.Hosting;

namespace Tapestry.Client.Tests.Cli.Regions;

public sealed class AzureSettingsTests : IDisposable
{
    private const string Variable = "TAPESTRY_TEST_BLOBS";
    private const string Access = "AccountName=a;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net";

    private const string Silo =
        """
        name: one
        listen: 127.0.0.1:8080
        database:
          sqlite: region.db
        folder: shared
        azure:
          container: region-one
          accessFile: blobs.access
        """;

    private readonly TemporaryFolder folder = new();

    public AzureSettingsTests() => folder.Write("blobs.access", $"{Access}\n");

    public static TheoryData<string, string, string> Faults => new()
    {
        { "region-one", "Region_One", "line 7, column 14: container 'Region_One' is not 3 to 63 lower-case letters, digits and single hyphens" },
        { "region-one", "a--b", "container 'a--b' is not" },
        { "  container: region-one\n", "", "container is missing" },
        { "  accessFile: blobs.access", "", "line 7, column 3: azure takes either accessFile or accessVariable" },
        { "  accessFile: blobs.access", "  accessFile: blobs.access\n  accessVariable: X", "azure takes either accessFile or accessVariable" },
        { "blobs.access", "none.access", "line 8, column 15: accessFile" },
        { "blobs.access", "silo.yaml", "cannot be used: it holds neither an account's connection string nor a URL" },
        { "accessFile: blobs.access", $"accessVariable: {Variable}_NONE", $"accessVariable '{Variable}_NONE' cannot be used: there is no such variable" },
        { "accessFile: blobs.access", "acessFile: blobs.access", "'acessFile' is not known here; known are accessFile, accessVariable, container" },
        { "  container: region-one\n  accessFile: blobs.access", "  - a", "azure is not a mapping of names to values" },
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_access_lies_in_a_file_beside_the_settings()
    {
        var settings = Read(Silo);

        Assert.Equal("https://a.blob.core.windows.net/region-one", settings.Azure?.ToString());
        Assert.DoesNotContain("c2VjcmV0", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_access_lies_in_a_variable()
    {
        Environment.SetEnvironmentVariable(Variable, Access);
        try
        {
            var settings = Read(Silo.Replace("accessFile: blobs.access", $"accessVariable: {Variable}", StringComparison.Ordinal));

            Assert.Equal("https://a.blob.core.windows.net/region-one", settings.Azure?.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_with_its_place_and_without_the_secret(string right, string wrong, string told)
    {
        var refused = Assert.Throws<RefusedException>(() => Read(Silo.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }

    private SiloSettings Read(string yaml) => SiloSettingsFile.Read(folder.Write("silo.yaml", yaml));
}
