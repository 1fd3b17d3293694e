using System.Net;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Regions.Starters;

/// <summary>The <c>silo.yaml</c> with which a silo of a consortium begins.</summary>
/// <param name="Name">The silo.</param>
/// <param name="Consortium">The consortium.</param>
/// <param name="Folder">The consortium's folder, as seen from the file.</param>
/// <param name="Host">Where clients reach the silo first.</param>
/// <param name="Port">Its port.</param>
/// <param name="Postgres">Npgsql's connection string.</param>
internal sealed record SiloStarter(SiteId Name, ConsortiumId Consortium, string Folder, string Host, int Port, string Postgres)
{
    /// <summary>The address of a host that is one; else all of this machine's.</summary>
    private IPEndPoint Listen => new(IPAddress.TryParse(Host, out var address) ? address : IPAddress.Any, Port);

    public string ToYaml() => $"""
        name: {Name}
        listen: {StarterFile.Quoted(Listen.ToString())}
        consortium: {Consortium}
        tls:
          certificate: {StarterFile.Quoted(Path.Combine(Folder, "silos", $"{Name}.pem"))}
          key: {StarterFile.Quoted(Path.Combine(Folder, "silos", $"{Name}.key"))}
          authority: {StarterFile.Quoted(Path.Combine(Folder, "ca.pem"))}
        database:
          postgres: {StarterFile.Quoted(Postgres)}
        folder: region   # shared by all silos of the region

        """;
}
