using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Http;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Identity;

/// <summary>A region behind mutual TLS: sites a, b and c, an operator, an auditor, and an issuer of partner apps' tokens.</summary>
internal sealed class SecuredApi : IAsyncDisposable
{
    private readonly List<IDisposable> opened = [];
    private readonly Dictionary<string, X509Certificate2> certificates = [];
    private HttpTransport transport = null!;

    public TestAuthority Authority { get; } = new();

    public TestIssuer Issuer { get; } = new();

    public RegionFixture Region { get; private set; } = null!;

    public Uri Address => transport.Server.Address;

    public IConsortiumGrain Consortium => Region.Region.Grains.GetGrain<IConsortiumGrain>(SiloConsortium.Consortium.Value);

    public static async Task<SecuredApi> StartAsync(ApiLimits? limits = null, bool hasOverseers = true)
    {
        var api = new SecuredApi();
        api.transport = new HttpTransport
        {
            IsBypassed = true,
            Limits = limits ?? new ApiLimits(),
            Identity = new RegionIdentity
            {
                Certificate = api.Authority.Server(), Authority = api.Authority.Certificate,
                Consortium = SiloConsortium.Consortium, Partners = api.Issuer.Tokens,
            },
        };
        api.Region = await RegionFixture.StartAsync(
            transport: api.transport, keys: SiloConsortium.Sites.ToDictionary(site => site, site => KeyOf(api.Certificate(site.Value, MemberRole.Site))));
        if (hasOverseers)
        {
            await api.AdmitAsync("operator", MemberRole.Operator);
            await api.AdmitAsync("auditor", MemberRole.Auditor);
        }

        return api;
    }

    public static IdentityKey KeyOf(X509Certificate2 certificate) =>
        IdentityKey.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>The member's one certificate.</summary>
    public X509Certificate2 Certificate(string name, MemberRole role)
    {
        if (!certificates.TryGetValue(name, out var certificate))
        {
            certificate = Authority.Client($"O=test, OU={role}, CN={name}");
            certificates.Add(name, certificate);
        }

        return certificate;
    }

    public Task AdmitAsync(string name, MemberRole role) => Consortium.AdmitAsync(new Member
    {
        Site = new SiteId(name), DisplayName = name, Role = role, IdentityKey = KeyOf(Certificate(name, role)),
    });

    public HttpClient Member(string name, MemberRole role) => Client(Certificate(name, role));

    public HttpClient Partner(string token)
    {
        var client = Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client that trusts the authority alone and shows the certificate.</summary>
    public HttpClient Client(X509Certificate2? certificate)
    {
        var client = MutualTls.Client(Address, Authority.Certificate, certificate);
        opened.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        opened.ForEach(client => client.Dispose());
        await Region.DisposeAsync();
        Authority.Dispose();
        Issuer.Dispose();
    }
}
