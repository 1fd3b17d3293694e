using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Client.Sdk.Http;

/// <summary>TLS towards silos: version 1.3, the consortium's authority alone.</summary>
public static class RegionTls
{
    /// <summary>Extended key usage of servers (RFC 5280, section 4.2.1.12): no member's certificate passes for a silo's.</summary>
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>How a silo's certificate is judged: issued by the authority, for servers; nothing else is trusted.</summary>
    /// <param name="authority">The consortium's certificate authority.</param>
    public static X509ChainPolicy SiloPolicy(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // Silos are few: the authority's own short-lived certificates, no lists.
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        policy.ApplicationPolicy.Add(ServerAuthentication);
        return policy;
    }

    /// <exception cref="ArgumentException">An address and the credentials do not go together.</exception>
    internal static void Check(RegionConnectionOptions options)
    {
        foreach (var silo in options.Silos)
        {
            if (silo.Scheme == Uri.UriSchemeHttps && options.Credentials is null)
            {
                throw new ArgumentException($"{silo} needs the consortium's certificate: give {nameof(options.Credentials)}.", nameof(options));
            }

            if (silo.Scheme != Uri.UriSchemeHttps && options.Credentials is not null)
            {
                throw new ArgumentException($"{silo} is plain HTTP, over which credentials are not shown: name an https address.", nameof(options));
            }
        }
    }

    internal static SocketsHttpHandler CreateHandler(RegionCredentials? credentials)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (credentials is not null)
        {
            handler.SslOptions = Options(credentials);
        }

        return handler;
    }

    private static SslClientAuthenticationOptions Options(RegionCredentials credentials) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = SiloPolicy(credentials.Authority),
        ClientCertificateContext = credentials.Certificate is { } certificate
            ? SslStreamCertificateContext.Create(certificate, [credentials.Authority], offline: true)
            : null,
    };
}
