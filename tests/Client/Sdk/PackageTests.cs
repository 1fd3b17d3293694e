using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Tapestry.Client.Tests.Cli;

namespace Tapestry.Client.Tests.Sdk;

/// <summary>What whoever installs the package gets with it.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Client/Sdk", "Tapestry.Client.Sdk", "Tapestry.Grains.Interfaces")]
    [InlineData("Grains.Interfaces", "Tapestry.Grains.Interfaces")]
    public async Task A_package_depends_on_nothing_heavy(string project, string id, params string[] dependencies)
    {
        using var package = await PackAsync(project, id);
        XDocument specification;
        using (var text = package.GetEntry($"{id}.nuspec")!.Open())
        {
            specification = XDocument.Load(text);
        }

        Assert.Equal(dependencies, Named(specification, "dependency").Select(dependency => dependency.Attribute("id")!.Value));
        Assert.Empty(Named(specification, "frameworkReference"));
        Assert.Equal([$"{id}.dll"], package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => entry.Name));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.xml"));
        Assert.NotEqual("Package Description", Named(specification, "description").Single().Value);
    }

    private static IEnumerable<XElement> Named(XDocument document, string name) =>
        document.Descendants().Where(element => element.Name.LocalName == name);

    private async Task<ZipArchive> PackAsync(string project, string id)
    {
        var configuration = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        using var pack = Process.Start(new ProcessStartInfo(
            "dotnet", ["pack", Repository.PathOf(project), "--no-build", "-c", configuration, "--nologo", $"-p:PackageOutputPath={folder.PathOf("packages")}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = await pack.StandardOutput.ReadToEndAsync(patience.Token);
            await pack.WaitForExitAsync(patience.Token);
            Assert.True(pack.ExitCode == 0, output);
        }
        finally
        {
            if (!pack.HasExited)
            {
                pack.Kill(entireProcessTree: true);
            }
        }

        return ZipFile.OpenRead(Directory.GetFiles(folder.PathOf("packages"), $"{id}.*.nupkg").Single());
    }
}
