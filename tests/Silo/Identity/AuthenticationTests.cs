using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Http;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Silo.Tests.Http;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Identity;

public sealed class AuthenticationTests
{
    private const string Roster = "/v1/consortia/test";

    public static TheoryData<string, HttpStatusCode, string> Certificates => new()
    {
        { "none", HttpStatusCode.Unauthorized, IdentityException.Missing },
        { "foreign", HttpStatusCode.Unauthorized, IdentityException.ForeignCertificate },
        { "server", HttpStatusCode.Unauthorized, IdentityException.ForeignCertificate },
        { "other consortium", HttpStatusCode.Unauthorized, IdentityException.ForeignCertificate },
        { "no member", HttpStatusCode.Unauthorized, IdentityException.ForeignCertificate },
        { "expired", HttpStatusCode.Unauthorized, IdentityException.ExpiredCertificate },
        { "unknown", HttpStatusCode.Forbidden, IdentityException.UnknownMember },
        { "other key", HttpStatusCode.Forbidden, IdentityException.OtherKey },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task A_certificate_that_does_not_count_is_refused_with_its_code(string which, HttpStatusCode status, string code)
    {
        await using var api = await SecuredApi.StartAsync();
        using var stranger = new TestAuthority();
        X509Certificate2? certificate = which switch
        {
            "foreign" => stranger.Client("O=test, OU=Site, CN=a"),
            "server" => api.Authority.Server(),
            "other consortium" => api.Authority.Client("O=south, OU=Site, CN=a"),
            "no member" => api.Authority.Client("CN=a"),
            "expired" => api.Authority.Client("O=test, OU=Site, CN=a", untilYear: 2001),
            "unknown" => api.Authority.Client("O=test, OU=Operator, CN=x"),
            "other key" => api.Authority.Client("O=test, OU=Site, CN=a"),
            _ => null,
        };

        using var response = await api.Client(certificate).GetAsync(Roster);

        Assert.Equal((status, code), (response.StatusCode, await ApiFixture.ProblemCodeAsync(response)));
        Assert.Equal("ok\n", await api.Client(null).GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task A_removed_member_is_refused_at_once_also_on_the_connection_that_it_has()
    {
        await using var api = await SecuredApi.StartAsync();
        var site = api.Member("b", MemberRole.Site);
        Assert.True((await site.GetAsync(Roster)).IsSuccessStatusCode);

        await api.Consortium.RemoveAsync(new SiteId("b"));

        using var response = await site.GetAsync(Roster);
        Assert.Equal((HttpStatusCode.Forbidden, IdentityException.RemovedMember), (response.StatusCode, await ApiFixture.ProblemCodeAsync(response)));
        await api.AdmitAsync("b", MemberRole.Site);
        Assert.True((await site.GetAsync(Roster)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_removed_auditors_stream_of_events_ends_before_it_tells_of_the_removal()
    {
        await using var api = await SecuredApi.StartAsync();
        using var stream = await api.Member("auditor", MemberRole.Auditor).GetAsync("/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());

        await api.Consortium.RemoveAsync(new SiteId("auditor"));

        var read = new List<string>();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await lines.ReadLineAsync().InTimeAsync() is { } line)
            {
                read.Add(line);
            }
        });
        Assert.DoesNotContain("event: member-removed", read);
    }

    [Fact]
    public async Task The_authoritys_operator_comes_in_until_the_roster_has_one()
    {
        await using var api = await SecuredApi.StartAsync(hasOverseers: false);
        var first = api.Member("first", MemberRole.Operator);
        var auditor = api.Member("auditor", MemberRole.Auditor);
        Assert.True((await first.GetAsync(Roster)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.GetAsync(Roster)).StatusCode);

        await api.AdmitAsync("second", MemberRole.Operator);

        using var response = await first.GetAsync(Roster);
        Assert.Equal(IdentityException.UnknownMember, await ApiFixture.ProblemCodeAsync(response));
    }

    [Fact]
    public async Task Tokens_of_others_or_for_others_or_out_of_time_are_refused()
    {
        await using var api = await SecuredApi.StartAsync();
        using var stranger = new TestIssuer();
        (string Token, string Code)[] bad =
        [
            (stranger.Sign("runs.read"), IdentityException.InvalidToken),
            (api.Issuer.Sign("runs.read", audience: "other"), IdentityException.InvalidToken),
            (api.Issuer.Sign("runs.read", issuer: "https://other.example"), IdentityException.InvalidToken),
            (api.Issuer.Sign("runs.read", isExpired: true), IdentityException.ExpiredToken),
            ("eyJhbGciOiJub25lIn0.e30.", IdentityException.InvalidToken),
            ("x", IdentityException.InvalidToken),
        ];

        foreach (var (token, code) in bad)
        {
            using var response = await api.Partner(token).GetAsync(Roster);
            Assert.Equal((HttpStatusCode.Unauthorized, code), (response.StatusCode, await ApiFixture.ProblemCodeAsync(response)));
        }
    }

    [Fact]
    public async Task Limits_count_each_identity_for_itself()
    {
        await using var api = await SecuredApi.StartAsync(new ApiLimits { Burst = 1, RefillEvery = TimeSpan.FromHours(1) });
        var (a, b) = (api.Member("a", MemberRole.Site), api.Member("b", MemberRole.Site));
        Assert.True((await a.GetAsync(Roster)).IsSuccessStatusCode);

        using var again = await a.GetAsync(Roster);
        Assert.Equal(RequestRefusalException.TooMany, await ApiFixture.ProblemCodeAsync(again));
        Assert.True((await b.GetAsync(Roster)).IsSuccessStatusCode);
        Assert.True((await api.Partner(api.Issuer.Sign("runs.read")).GetAsync(Roster)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_site_speaks_over_mutual_tls_and_trusts_no_other_authoritys_silo()
    {
        await using var api = await SecuredApi.StartAsync();
        using var stranger = new TestAuthority();
        var site = new SiteId("a");
        using var connection = Connect(api, api.Authority, new CancellationTokenSource());
        await new RemoteGateway(connection).RegisterAsync(SiloConsortium.Registration(site), default);

        using var gaveUp = new CancellationTokenSource();
        using var misled = Connect(api, stranger, gaveUp);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new RemoteGateway(misled).RegisterAsync(SiloConsortium.Registration(site), gaveUp.Token));
        var refused = await Assert.ThrowsAsync<IdentityException>(
            () => new RemoteGateway(connection).RegisterAsync(SiloConsortium.Registration(new SiteId("b")), default));
        Assert.Equal(IdentityException.OtherSite, refused.Code);
    }

    [Fact]
    public void Addresses_and_credentials_that_do_not_go_together_are_refused()
    {
        using var authority = new TestAuthority();
        var credentials = new RegionCredentials { Authority = authority.Certificate };

        Assert.Throws<ArgumentException>(() => Connection("https://127.0.0.1:1", null));
        Assert.Throws<ArgumentException>(() => Connection("http://127.0.0.1:1", credentials));
    }

    private static RegionConnection Connection(string address, RegionCredentials? credentials) =>
        new(new RegionConnectionOptions { Silos = [new Uri(address)], Credentials = credentials }, TimeProvider.System);

    /// <summary>A connection of site a that gives up on its first failure.</summary>
    private static RegionConnection Connect(SecuredApi api, TestAuthority trusted, CancellationTokenSource gaveUp) => new(
        new RegionConnectionOptions
        {
            Silos = [api.Address],
            Credentials = new RegionCredentials { Authority = trusted.Certificate, Certificate = api.Certificate("a", MemberRole.Site) },
            OnFailure = (_, _) => gaveUp.Cancel(),
        },
        TimeProvider.System);
}
