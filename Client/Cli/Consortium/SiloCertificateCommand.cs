using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Output;
using Tapestry.Client.Cli.Regions.Starters;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Consortium;

/// <summary><c>tapestry consortium silo</c>: makes keys and certificates for silos.</summary>
internal static class SiloCertificateCommand
{
    public static Command Build(TimeProvider clock)
    {
        var names = new Argument<SiteId[]>("NAME")
        {
            Description = "The silos", Arity = ArgumentArity.OneOrMore,
            CustomParser = result => [.. result.Tokens.Select(token => IdOptions.Parse<SiteId>(result, token.Value))],
        };
        var hosts = new Option<string[]>("--host")
        {
            Description = "Host names or addresses at which clients reach them", HelpName = "HOST", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        hosts.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Uri.CheckHostName(token.Value) == UriHostNameType.Unknown))
            {
                result.AddError($"--host '{token.Value}' is neither a host name nor an address.");
            }
        });
        var (folder, days, starters) = (ConsortiumOptions.Folder(), ConsortiumOptions.Days(365), new SiloStarterOptions());
        var command = new Command("silo", "Makes keys and certificates for silos.") { names, hosts, folder, days };
        starters.AddTo(command);
        command.SetAction(parsed =>
        {
            var (place, silos, addresses) = (ConsortiumFolder.Open(parsed.GetValue(folder)!), parsed.GetValue(names)!, parsed.GetValue(hosts)!);
            var files = starters.Read(parsed, silos, place.Charter.Consortium, parsed.GetValue(folder)!, addresses[0]);
            foreach (var name in silos)
            {
                Issue(place, name, addresses, TimeSpan.FromDays(parsed.GetValue(days)), clock);
                parsed.InvocationConfiguration.Output.WriteLine($"Made {place.PathOf("silos", name, "pem")} and its key.");
            }

            foreach (var (path, yaml) in files)
            {
                parsed.InvocationConfiguration.Output.WriteLine(StarterFile.Write(path, yaml));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static void Issue(ConsortiumFolder place, SiteId name, IEnumerable<string> hosts, TimeSpan lifetime, TimeProvider clock)
    {
        using var authority = place.OpenAuthority(clock);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = authority.IssueSilo(name.Value, hosts, new(key), lifetime);
        AtomicFile.WriteSecret(place.PathOf("silos", name, "key"), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        ConsortiumFolder.WriteCertificate(place.PathOf("silos", name, "pem"), certificate);
    }
}
