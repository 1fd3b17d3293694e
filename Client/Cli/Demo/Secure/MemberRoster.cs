using Tapestry.Client.Cli.Demo.Folder;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>Every member's public identity key; each private half is made and stays in its site's folder.</summary>
internal static class MemberRoster
{
    /// <exception cref="InvalidDataException">A site's key file is damaged.</exception>
    public static IReadOnlyDictionary<SiteId, IdentityKey> Load(DemoFolder folder, IReadOnlyList<string> sites) =>
        sites.ToDictionary(site => new SiteId(site), site => KeyOf(folder.Site(site)));

    private static IdentityKey KeyOf(string folder)
    {
        Directory.CreateDirectory(folder);
        using var identity = IdentityFile.LoadOrCreate(Path.Combine(folder, SiteOptions.IdentityFileName));
        return IdentityFile.PublicKeyOf(identity);
    }
}
