using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Tapestry.Client.Cli.Consortium.Authority;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Consortium;

/// <summary><c>tapestry consortium init</c>: makes authority, charter and the first operator.</summary>
internal static class InitCommand
{
    private static readonly TimeSpan OperatorLifetime = TimeSpan.FromDays(365);

    public static Command Build(TimeProvider clock)
    {
        var name = ConsortiumOptions.Name("The consortium's name");
        var quorum = new Option<int>("--quorum")
        {
            Description = "Fewest sites whose contributions make a merge, at least 1", HelpName = "N", DefaultValueFactory = _ => 2,
        };
        var folder = new Option<string>("--out") { Description = "A new folder for it", HelpName = "DIR", DefaultValueFactory = _ => "consortium" };
        var command = new Command("init", "Makes a consortium's certificate authority, its charter, and its first operator.") { name, quorum, folder };
        quorum.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var sites) && sites >= 1))
            {
                result.AddError($"--quorum '{token.Value}' is not a whole number of at least 1.");
            }
        });
        command.SetAction(parsed =>
        {
            var charter = new Charter(
                Charter.CurrentVersion, new ConsortiumId(parsed.GetValue(name).Value), new SiteId("operator"),
                new CharterPolicy { Quorum = parsed.GetValue(quorum) });
            Make(parsed.GetValue(folder)!, charter, clock);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"Made consortium '{charter.Consortium}' in {parsed.GetValue(folder)}. Whoever has ca.key can admit anybody: keep it offline.");
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Make(string root, Charter charter, TimeProvider clock)
    {
        using var authority = CertificateAuthority.Create(charter.Consortium, clock);
        var folder = ConsortiumFolder.Create(root, charter, authority);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AtomicFile.WriteSecret(folder.PathOf("operators", charter.Operator, "key"), Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        using var certificate = authority.IssueMember(
            new MemberSubject(charter.Consortium, MemberRole.Operator, charter.Operator), new(key), OperatorLifetime);
        ConsortiumFolder.WriteCertificate(folder.PathOf("operators", charter.Operator, "pem"), certificate);
    }
}
