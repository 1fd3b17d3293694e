using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Testing;

/// <summary>HTTP clients of a test that trust one authority alone, written apart from the product's own client.</summary>
public static class MutualTls
{
    /// <summary>A client that shows the certificate, or none.</summary>
    public static HttpClient Client(Uri address, X509Certificate2 authority, X509Certificate2? certificate)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        return new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = policy,
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
            },
        })
        { BaseAddress = address };
    }
}
