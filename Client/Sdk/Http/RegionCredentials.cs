using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Client.Sdk.Http;

/// <summary>What a client shows a region, and whom it takes for one.</summary>
/// <remarks>The system's trust store has no say: a silo's certificate must come from <see cref="Authority"/>.</remarks>
public sealed record RegionCredentials
{
    /// <summary>The consortium's certificate authority.</summary>
    public required X509Certificate2 Authority { get; init; }

    /// <summary>A member's certificate with its private key; null for a partner app.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets a partner app's bearer token (RFC 6750) for each request; null for a member.</summary>
    public Func<CancellationToken, ValueTask<string>>? BearerToken { get; init; }

    /// <summary>Reads a member's credentials from PEM files.</summary>
    /// <param name="certificate">Path of the member's certificate.</param>
    /// <param name="key">Path of its private key (PKCS #8).</param>
    /// <param name="authority">Path of the consortium's certificate.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file holds something else, or the key is not the certificate's.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static RegionCredentials OfMember(string certificate, string key, string authority) => new()
    {
        Authority = X509CertificateLoader.LoadCertificate(File.ReadAllBytes(authority)),
        Certificate = X509Certificate2.CreateFromPemFile(certificate, key),
    };

    /// <summary>Credentials of a partner app.</summary>
    /// <param name="authority">Path of the consortium's certificate (PEM).</param>
    /// <param name="bearerToken">Gets a token; it is asked for each try, so that it may renew one that ends.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The file holds something else.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RegionCredentials OfPartner(string authority, Func<CancellationToken, ValueTask<string>> bearerToken) => new()
    {
        Authority = X509CertificateLoader.LoadCertificate(File.ReadAllBytes(authority)),
        BearerToken = bearerToken,
    };
}
