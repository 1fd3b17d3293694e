using System.CommandLine;
using System.Security.Cryptography;
using Tapestry.Client.Cli.Consortium;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Sdk.Http;

namespace Tapestry.Client.Cli.Regions;

/// <summary>As whom a command speaks to a region over TLS: the consortium's operator, a member, or a partner app.</summary>
internal sealed class CallerOptions
{
    private readonly Option<string> consortium = ConsortiumOptions.Folder();
    private readonly Option<string?> authority = File("--authority", "The consortium's certificate, for a member or a partner app");
    private readonly Option<string?> certificate = File("--certificate", "A member's certificate, with --key and --authority");
    private readonly Option<string?> key = File("--key", "The member's private key");
    private readonly Option<string?> token = File("--token", "A partner app's bearer token, read for every request, with --authority");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command) =>
        Array.ForEach<Option>([consortium, authority, certificate, key, token], command.Add);

    /// <summary>What the command shows silos at these addresses; null for plain HTTP.</summary>
    /// <exception cref="UsageException">Options contradict each other or the addresses.</exception>
    /// <exception cref="RefusedException">A file cannot be used.</exception>
    public RegionCredentials? Of(ParseResult parsed, IReadOnlyList<Uri> silos)
    {
        var (ca, own, secret, bearer) =
            (parsed.GetValue(authority), parsed.GetValue(certificate), parsed.GetValue(key), parsed.GetValue(token));
        var isNamed = (ca ?? own ?? secret ?? bearer) is not null;
        var secure = silos.Count(silo => silo.Scheme == Uri.UriSchemeHttps);
        if (secure != (isNamed || secure > 0 ? silos.Count : 0))
        {
            throw new UsageException("--region", "plain HTTP authenticates nobody", "Name https addresses only, or http ones without credentials");
        }

        if (secure == 0)
        {
            return null;
        }

        if (!isNamed)
        {
            return ConsortiumFolder.Open(parsed.GetValue(consortium)!).OpenOperator();
        }

        return (ca, own, secret, bearer) switch
        {
            ({ } root, { } pem, { } pemKey, null) => Load(() => RegionCredentials.OfMember(pem, pemKey, root)),
            ({ } root, null, null, { } path) => Load(() => RegionCredentials.OfPartner(root, async cancellationToken =>
                (await System.IO.File.ReadAllTextAsync(path, cancellationToken)).Trim())),
            _ => throw new UsageException(
                "the caller", "a member needs --authority, --certificate and --key, a partner app --authority and --token", "Give those together"),
        };
    }

    private static RegionCredentials Load(Func<RegionCredentials> load)
    {
        try
        {
            return load();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new RefusedException("the caller's files", fault.Message.TrimEnd('.'), "Name the PEM files that were made for this caller", fault);
        }
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
