using System.Net;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Client.Tests.Cli.Regions.Starters;

/// <summary>What the commands write to begin with, the commands can read.</summary>
public sealed class StarterFileTests : IAsyncLifetime, IDisposable
{
    private const string Postgres = "Host=/run/it's here;Database=tapestry";

    private readonly TemporaryFolder folder = new();
    private readonly CommandLine command = new(new RecordingRunner());

    public void Dispose() => folder.Dispose();

    public async Task InitializeAsync() =>
        Assert.Equal(0, await command.RunAsync("consortium", "init", "demo", "--out", folder.PathOf("c")));

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Silos_begin_with_files_that_hold()
    {
        Assert.Equal(0, await SilosAsync("--port", "9000"));

        var (one, two) = (SiloSettingsFile.Read(folder.PathOf("one.yaml")), SiloSettingsFile.Read(folder.PathOf("two.yaml")));
        Assert.Equal(("one", Postgres, IPEndPoint.Parse("127.0.0.1:9000")), (one.Name, one.Postgres, one.Listen));
        Assert.Equal(("two", IPEndPoint.Parse("127.0.0.1:9001")), (two.Name, two.Listen));
        Assert.Equal((folder.PathOf("region"), one.Folder), (one.Folder, two.Folder));
        Assert.Equal(new ConsortiumId("demo"), one.Identity!.Consortium);
    }

    [Fact]
    public async Task A_file_that_is_there_is_kept()
    {
        await File.WriteAllTextAsync(folder.PathOf("two.yaml"), "mine");

        Assert.Equal(0, await SilosAsync());

        Assert.Equal("mine", await File.ReadAllTextAsync(folder.PathOf("two.yaml")));
        Assert.Contains("two.yaml as it is.", command.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_that_are_none_are_refused_before_anything_is_made()
    {
        Assert.Equal(ExitCodes.Usage, await SilosAsync("--port", "65535"));

        Assert.Contains("2 silos need ports up to 65536", command.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("c/silos/one.pem")));
    }

    [Fact]
    public async Task A_site_begins_with_a_file_that_holds_once_its_certificate_is_there()
    {
        Directory.CreateDirectory(folder.PathOf("texts"));
        Assert.Equal(0, await SiteAsync("--region", "https://127.0.0.1:8443", "https://127.0.0.1:8444", "--data", folder.PathOf("texts")));
        Admit("operator");

        var settings = SiteSettingsFile.Read(folder.PathOf("de/site.yaml"));

        Assert.Equal(folder.PathOf("texts"), settings.Data);
        Assert.Equal([new Uri("https://127.0.0.1:8443"), new Uri("https://127.0.0.1:8444")], settings.Silos);
        Assert.Equal(DataCategory.Sovereign, settings.Site.Dataset.Category);
        Assert.Equal([new RunId("shared-base")], settings.Site.Policy.AllowedRuns);
    }

    [Theory]
    [InlineData("--data", "texts")]
    [InlineData("--region", "https://127.0.0.1:8443")]
    public async Task Half_of_what_a_site_needs_is_refused(string option, string value)
    {
        Assert.Equal(ExitCodes.Usage, await SiteAsync(option, value));

        Assert.False(Directory.Exists(folder.PathOf("de")));
    }

    private Task<int> SilosAsync(params string[] more) => command.RunAsync(
        ["consortium", "silo", "one", "two", "--host", "127.0.0.1", "--postgres", Postgres, "--consortium", folder.PathOf("c"), "--out", folder.Root, .. more]);

    private Task<int> SiteAsync(params string[] more) =>
        command.RunAsync(["site", "init", "de", "--consortium", "demo", "--out", folder.PathOf("de"), .. more]);

    /// <summary>Lays an operator's certificate and key where the site's own would be; the roster is empty until a region admits.</summary>
    private void Admit(string name)
    {
        File.Copy(folder.PathOf($"c/operators/{name}.pem"), folder.PathOf("de/de.pem"));
        File.Copy(folder.PathOf($"c/operators/{name}.key"), folder.PathOf("de/state/identity.pem"), overwrite: true);
        File.Copy(folder.PathOf("c/ca.pem"), folder.PathOf("de/ca.pem"));
        var yaml = File.ReadAllText(folder.PathOf("de/site.yaml"));
        File.WriteAllText(folder.PathOf("de/site.yaml"), yaml.Replace("roster: roster.pem\n", "", StringComparison.Ordinal));
    }
}
