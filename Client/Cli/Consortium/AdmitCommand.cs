using System.CommandLine;
using Tapestry.Client.Cli.Consortium.Authority;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Consortium;

/// <summary><c>tapestry consortium admit</c>: checks requests, admits their members to the roster, issues their certificates.</summary>
internal static class AdmitCommand
{
    public static Command Build(TimeProvider clock)
    {
        var files = new Argument<string[]>("FILE") { Description = "Signing requests that tapestry site init wrote", Arity = ArgumentArity.OneOrMore };
        var names = new Option<SiteId[]>("--member")
        {
            Description = "Whose request each file is, in their order", HelpName = "NAME", Required = true, AllowMultipleArgumentsPerToken = true,
            CustomParser = result => [.. result.Tokens.Select(token => IdOptions.Parse<SiteId>(result, token.Value))],
        };
        var role = new Option<MemberRole>("--role") { Description = "site, operator or auditor", Required = true };
        var (folder, region, days) = (ConsortiumOptions.Folder(), ConsortiumOptions.Region(), ConsortiumOptions.Days(365));
        var command = new Command("admit", "Admits members to a region's roster and issues their certificates.") { files, names, role, region, folder, days };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (paths, members) = (parsed.GetValue(files)!, parsed.GetValue(names)!);
            if (paths.Length != members.Length)
            {
                throw new UsageException($"--member names {members.Length}", $"there are {paths.Length} files", "Name one member for each file, in their order");
            }

            var place = ConsortiumFolder.Open(parsed.GetValue(folder)!);
            var requests = paths.Zip(members, (path, member) => Check(path, member, place.Charter)).ToArray();
            using var authority = place.OpenAuthority(clock);
            await AdmitAsync(place, requests, parsed.GetValue(role), parsed.GetValue(region)!, clock, cancellationToken);
            foreach (var request in requests)
            {
                var path = Issue(place, authority, request, parsed.GetValue(role), TimeSpan.FromDays(parsed.GetValue(days)));
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Admitted '{request.Name}'. Its certificate: {path}");
            }

            place.WriteRoster();
            return ExitCodes.Success;
        });
        return command;
    }

    private static SigningRequest Check(string path, SiteId member, Charter charter)
    {
        var request = SigningRequest.Read(path);
        request.CheckIsOf(charter.Consortium, member);
        return request;
    }

    /// <summary>Every step may be repeated: what the region has already changes nothing.</summary>
    private static async Task AdmitAsync(
        ConsortiumFolder place, IEnumerable<SigningRequest> requests, MemberRole role, IReadOnlyList<Uri> silos, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var charter = place.Charter;
        var credentials = place.OpenOperator();
        using var region = new OperatorConnection(credentials, silos, clock);
        await region.FoundAsync(charter.Consortium, charter.Policy, cancellationToken);
        var key = IdentityKey.FromSubjectPublicKeyInfo(credentials.Certificate!.PublicKey.ExportSubjectPublicKeyInfo());
        await region.AdmitAsync(charter.Consortium, Member(charter.Operator, key, MemberRole.Operator), cancellationToken);
        foreach (var request in requests)
        {
            await region.AdmitAsync(charter.Consortium, Member(request.Name, request.Key, role), cancellationToken);
        }
    }

    private static Member Member(SiteId name, IdentityKey key, MemberRole role) =>
        new() { Site = name, DisplayName = name.Value, IdentityKey = key, Role = role };

    private static string Issue(ConsortiumFolder place, CertificateAuthority authority, SigningRequest request, MemberRole role, TimeSpan lifetime)
    {
        using var certificate = authority.IssueMember(new MemberSubject(place.Charter.Consortium, role, request.Name), request.PublicKey, lifetime);
        var path = place.PathOf("members", request.Name, "pem");
        ConsortiumFolder.WriteCertificate(path, certificate);
        return path;
    }
}
