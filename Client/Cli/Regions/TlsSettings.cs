using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Cli.Settings;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Agent;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Identity;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads who a silo or a site is; files that cannot be used are faults with their place.</summary>
internal static class TlsSettings
{
    /// <summary>A silo's <c>tls</c>, <c>consortium</c> and <c>partners</c>; null without <c>tls</c>.</summary>
    public static RegionIdentity? Silo(SettingsSection root)
    {
        var (tls, partners) = (root.Section("tls"), Partners(root));
        var consortium = root.OptionalText("consortium");
        if (tls.IsEmpty)
        {
            if (consortium is not null || partners is not null)
            {
                root.Fault("consortium and partners need tls: without it nobody is authenticated");
            }

            return null;
        }

        var authority = tls.Load("authority", path => X509CertificateLoader.LoadCertificateFromFile(path));
        var key = tls.Path("key");
        var certificate = tls.Load("certificate", path => Own(path, key, authority));
        tls.RejectUnknown();
        var id = SiteSettingsFile.Id<ConsortiumId>(root, "consortium");
        return certificate is null || authority is null
            ? null
            : new RegionIdentity { Certificate = certificate, Authority = authority, Consortium = id, Partners = partners };
    }

    /// <summary>A site's <c>tls</c>; its key is that of its state folder. Null without.</summary>
    public static RegionCredentials? Site(SettingsSection root, string state)
    {
        var tls = root.Section("tls");
        if (tls.IsEmpty)
        {
            return null;
        }

        var authority = tls.Load("authority", path => X509CertificateLoader.LoadCertificateFromFile(path));
        var certificate = tls.Load("certificate", path => X509Certificate2.CreateFromPemFile(path, Path.Combine(state, SiteOptions.IdentityFileName)));
        tls.RejectUnknown();
        return certificate is null || authority is null ? null : new RegionCredentials { Authority = authority, Certificate = certificate };
    }

    private static PartnerTokens? Partners(SettingsSection root)
    {
        var section = root.Section("partners");
        if (section.IsEmpty)
        {
            return null;
        }

        var issuer = section.Text("issuer");
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            section.Fault($"issuer '{issuer}' is not an https address");
        }

        var tokens = new PartnerTokens
        {
            Issuer = address ?? new Uri("https://invalid"), Audience = section.Text("audience"), Keys = section.Load("keys", KeySet, isRequired: false),
        };
        section.RejectUnknown();
        return tokens;
    }

    private static string KeySet(string path)
    {
        var text = File.ReadAllText(path);
        return PartnerTokens.HasKeys(text) ? text : throw new InvalidDataException("it is no JSON Web Key Set with a key to sign with");
    }

    /// <summary>A silo that its clients would refuse does not start.</summary>
    private static X509Certificate2 Own(string path, string key, X509Certificate2? authority)
    {
        var certificate = X509Certificate2.CreateFromPemFile(path, key);
        if (authority is null)
        {
            return certificate;
        }

        using var chain = new X509Chain { ChainPolicy = RegionTls.SiloPolicy(authority) };
        return chain.Build(certificate)
            ? certificate
            : throw new InvalidDataException(
                $"it is not a silo's certificate of the authority that counts now ({string.Join(", ", chain.ChainStatus.Select(status => status.Status))})");
    }
}
