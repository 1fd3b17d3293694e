using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Silo.Telemetry.Export;

/// <summary>Makes the HTTP client that exports travel with.</summary>
internal static class CollectorClient
{
    public static HttpClient Create(TelemetrySettings settings, CollectorState state)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (settings.Authority is { } authority)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust(authority) };
        }

        var client = new HttpClient(new CollectorHandler(state, handler)) { Timeout = settings.Timeout };
        foreach (var (name, value) in settings.Headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;
    }

    private static X509ChainPolicy Trust(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true, // Else a certificate could have the silo call addresses that it names.
        };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }
}
