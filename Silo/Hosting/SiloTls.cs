using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Hosting;

/// <summary>TLS 1.3 towards members and partner apps, HTTP/2 and HTTP/1.1 above it.</summary>
internal static class SiloTls
{
    /// <summary>Without an identity the endpoint stays plain HTTP.</summary>
    public static void Use(ListenOptions endpoint, RegionIdentity? identity)
    {
        if (identity is null)
        {
            return;
        }

        endpoint.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = identity.Certificate,
            ServerCertificateChain = [identity.Authority],
            SslProtocols = SslProtocols.Tls13,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            // The handshake proves that the caller holds the key; whose it is and whether it counts is said request by request,
            // by the roster of that moment and as a problem that a person can read.
            ClientCertificateValidation = (_, _, _) => true,
        });
    }
}
