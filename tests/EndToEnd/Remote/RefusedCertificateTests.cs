using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Cli.Consortium.Authority;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.EndToEnd.Tests.Remote;

/// <summary>Certificates that do not count, shown by the commands and by a site.</summary>
public sealed class RefusedCertificateTests
{
    private static readonly ConsortiumId Demo = new("demo");

    [Fact]
    public async Task A_certificate_that_has_ended_is_refused_and_another_for_the_same_key_is_taken()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(["alpha"]);
        using var authority = ConsortiumFolder.Open(region.PathOf("consortium")).OpenAuthority(TimeProvider.System);

        await AssertRefusedAsync(region, authority, TimeSpan.FromHours(-1), "have an operator issue another for the same request");

        (await region.RunAsync("consortium", "admit", region.Request("alpha"), "--member", "alpha", "--role", "site", "--region", region.Address.ToString()))
            .AssertSucceeded();
        (await ListAsync(region)).AssertSucceeded();
    }

    [Fact]
    public async Task A_certificate_of_another_consortium_of_the_same_name_is_refused()
    {
        await using var region = new SecuredRegion();
        await region.StartAsync(["alpha"]);
        using var stranger = CertificateAuthority.Create(Demo, TimeProvider.System);

        await AssertRefusedAsync(region, stranger, TimeSpan.FromDays(1), "show the one that an operator of the consortium issued");
    }

    /// <summary>Puts a certificate in the place of the site's, for its name and key, and shows it in all ways.</summary>
    private static async Task AssertRefusedAsync(SecuredRegion region, CertificateAuthority authority, TimeSpan lifetime, string remedy)
    {
        var path = region.CertificateOf("alpha");
        using var good = X509CertificateLoader.LoadCertificateFromFile(path);
        using var bad = authority.IssueMember(new MemberSubject(Demo, MemberRole.Site, new SiteId("alpha")), good.PublicKey, lifetime);
        await File.WriteAllTextAsync(path, bad.ExportCertificatePem());

        (await ListAsync(region)).AssertFailed(ExitCodes.RegionRefused, remedy);
        var site = region.StartSite("alpha", TestText.Write(region.PathOf("data"), "alpha"));
        (await site.WaitForExitAsync()).AssertFailed(ExitCodes.RegionRefused, remedy);
        var audit = await region.RunAsync("audit", "--region", region.Address.ToString());
        audit.AssertSucceeded();
        Assert.Contains("member-admitted", audit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("site-registered", audit.Output, StringComparison.Ordinal);
    }

    private static Task<ProgramResult> ListAsync(SecuredRegion region) =>
        TapestryProcess.RunAsync(["run", "list", "--region", region.Address.ToString(), .. region.CallerOf("alpha")]);
}
