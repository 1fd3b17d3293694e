using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Testing;

/// <summary>A certificate authority of a test's own.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _issuer;
    private int _serial;

    public TestAuthority(string name = "CN=test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        _issuer = request.CreateSelfSigned(From, Until);
        Certificate = X509CertificateLoader.LoadCertificate(_issuer.RawData);
    }

    /// <summary>The authority's certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>A client's certificate with its key.</summary>
    public X509Certificate2 Client(string subject, int untilYear = 2100) =>
        Issue(subject, "1.3.6.1.5.5.7.3.2", new DateTimeOffset(untilYear, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>A server's certificate for the loopback address with its key.</summary>
    public X509Certificate2 Server() => Issue("CN=silo", "1.3.6.1.5.5.7.3.1", Until);

    /// <inheritdoc/>
    public void Dispose()
    {
        _issuer.Dispose();
        Certificate.Dispose();
    }

    private X509Certificate2 Issue(string subject, string usage, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_issuer, From, until, [1, .. BitConverter.GetBytes(Interlocked.Increment(ref _serial))]);
        return issued.CopyWithPrivateKey(key);
    }
}
