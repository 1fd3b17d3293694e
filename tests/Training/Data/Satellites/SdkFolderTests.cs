using Tapestry.Testing;
using Tapestry.Training.Data.Satellites;
using Tapestry.Training.Tests.Data.Support;

namespace Tapestry.Training.Tests.Data.Satellites;

public sealed class SdkFolderTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void The_newest_version_is_chosen_by_number()
    {
        AddSdks("9.0.300", "10.0.100-rc.1", "10.0.100", "10.0.99", "NuGetFallbackFolder");

        Assert.EndsWith(Path.Combine("sdk", "10.0.100"), SdkFolder.Find(new SdkSearch { DotnetRoot = root.Path }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_comes_before_its_release_and_after_what_is_older()
    {
        AddSdks("10.0.100", "11.0.100-preview.1", "11.0.100-preview.2");

        Assert.EndsWith("11.0.100-preview.2", SdkFolder.Find(new SdkSearch { DotnetRoot = root.Path }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_runtime_folder_the_host_and_the_search_path_all_lead_to_it()
    {
        AddSdks("10.0.100");
        var host = root.Write(OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet", []);
        var runtime = Directory.CreateDirectory(Path.Combine(root.Path, "shared", "Microsoft.NETCore.App", "10.0.1")).FullName;
        var expected = Path.Combine(root.Path, "sdk", "10.0.100");

        Assert.Equal(expected, SdkFolder.Find(new SdkSearch { RuntimeFolder = runtime + Path.DirectorySeparatorChar }));
        Assert.Equal(expected, SdkFolder.Find(new SdkSearch { HostPath = host }));
        Assert.Equal(expected, SdkFolder.Find(new SdkSearch { ExecutableSearchPath = $"/none{Path.PathSeparator}{root.Path}" }));
    }

    [Fact]
    public void A_linked_host_is_followed()
    {
        AddSdks("10.0.100");
        var host = root.Write("dotnet", []);
        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(root.Path, "bin")).FullName, "dotnet");
        File.CreateSymbolicLink(link, host);

        Assert.Equal(Path.Combine(root.Path, "sdk", "10.0.100"), SdkFolder.Find(new SdkSearch { HostPath = link }));
    }

    [Fact]
    public void Nothing_found_names_where_it_was_looked_for()
    {
        var error = Assert.Throws<SdkNotFoundException>(() => SdkFolder.Find(new SdkSearch { DotnetRoot = root.Path }));

        Assert.Contains(root.Path, error.Message, StringComparison.Ordinal);
        Assert.Throws<SdkNotFoundException>(() => SdkFolder.Find(new SdkSearch()));
    }

    private void AddSdks(params string[] versions)
    {
        foreach (var version in versions)
        {
            Directory.CreateDirectory(Path.Combine(root.Path, "sdk", version));
        }
    }
}
