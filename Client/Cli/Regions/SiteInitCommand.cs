using System.CommandLine;
using System.Text;
using Tapestry.Client.Cli.Consortium;
using Tapestry.Client.Cli.Consortium.Authority;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Output;
using Tapestry.Client.Cli.Regions.Starters;
using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.SecureRounds;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Regions;

/// <summary><c>tapestry site init</c>: makes a member's key, which stays where it is, and a request for its certificate.</summary>
internal static class SiteInitCommand
{
    public static Command Build()
    {
        var name = ConsortiumOptions.Name("The member's name on the roster");
        var consortium = new Option<string>("--consortium") { Description = "The consortium that it joins", HelpName = "NAME", Required = true };
        consortium.Validators.Add(result => IdOptions.Parse<SiteId>(result, result.Tokens is [var token] ? token.Value : ""));
        var folder = new Option<string>("--out") { Description = "The site's folder; by default its name", HelpName = "DIR" };
        var region = ConsortiumOptions.Region(isRequired: false);
        var data = new Option<string>("--data") { Description = "With --region: the folder of its text, for a site.yaml to begin with", HelpName = "DIR" };
        var command = new Command("init", "Makes a member's key, which never leaves the site, and a signing request for its certificate.")
        {
            name, consortium, folder, region, data,
        };
        command.SetAction(parsed =>
        {
            var (member, joined) = (parsed.GetValue(name), new ConsortiumId(parsed.GetValue(consortium)!));
            var (silos, text) = (parsed.GetValue(region) ?? [], parsed.GetValue(data));
            if (silos.Length > 0 != text is not null)
            {
                throw new UsageException("--region and --data", "a site.yaml needs both", "Give both, or neither");
            }

            var place = parsed.GetValue(folder) ?? member.Value;
            var request = Make(place, member, joined);
            parsed.InvocationConfiguration.Output.WriteLine($"Made the key of '{member}' and {request}: give the request, and nothing else, to an operator of the consortium.");
            if (text is not null)
            {
                var starter = new SiteStarter(member, joined, silos, Path.GetRelativePath(place, text));
                parsed.InvocationConfiguration.Output.WriteLine(StarterFile.Write(Path.Combine(place, "site.yaml"), starter.ToYaml()));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>A key that is there is kept; the request is made anew.</summary>
    private static string Make(string folder, SiteId member, ConsortiumId consortium)
    {
        var state = Path.Combine(folder, "state");
        var (key, request) = (Path.Combine(state, SiteOptions.IdentityFileName), Path.Combine(folder, $"{member}.csr"));
        try
        {
            Directory.CreateDirectory(state);
            using var identity = IdentityFile.LoadOrCreate(key);
            AtomicFile.Write(request, Encoding.ASCII.GetBytes(SigningRequest.Create(key, consortium, member)));
            return request;
        }
        catch (InvalidDataException damaged)
        {
            throw new RefusedException($"'{key}'", damaged.Message.TrimEnd('.'), "Restore it, or start in another folder", damaged);
        }
        catch (UnauthorizedAccessException forbidden)
        {
            throw new RefusedException($"--out '{folder}'", forbidden.Message.TrimEnd('.'), "Name a folder that this user may write", forbidden);
        }
    }
}
