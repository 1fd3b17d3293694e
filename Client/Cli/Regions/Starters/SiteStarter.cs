using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Regions.Starters;

/// <summary>The <c>site.yaml</c> with which a member begins; what it does not say is as strict as it can be.</summary>
/// <param name="Site">The member.</param>
/// <param name="Consortium">The consortium.</param>
/// <param name="Silos">The region's silos.</param>
/// <param name="Data">Folder of the member's text, as seen from the file.</param>
internal sealed record SiteStarter(SiteId Site, ConsortiumId Consortium, IEnumerable<Uri> Silos, string Data)
{
    public string ToYaml() => $"""
        site: {Site}
        consortium: {Consortium}
        run: shared-base
        silos: [{string.Join(", ", Silos.Select(silo => silo.GetLeftPart(UriPartial.Authority)))}]
        tls:   # the key is state/identity.pem; the next three files come from the consortium's operator
          certificate: {Site}.pem
          authority: ca.pem
        roster: roster.pem
        state: state
        model: nano
        datasets:
          - name: {Site}
            path: {StarterFile.Quoted(Data)}
            category: sovereign
            runs: [shared-base]

        """;
}
