using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>Sites with real identity keys, and the public parameters of their one round, which carries several models.</summary>
internal sealed class SimulatedCohort : IDisposable
{
    private const string Run = "benchmark";
    private static readonly Hash256 BaseHash = Hash256.Of("base"u8);

    private readonly SiteIdentity[] _identities;

    public SimulatedCohort(int sites, int dropoutPerMille, IReadOnlyList<SimulatedModel> models)
    {
        _identities = [.. Enumerable.Range(0, sites).Select(_ => NewIdentity())];
        var threshold = GraphPlanner.ThresholdFor(sites, dropoutPerMille);
        Models = models;
        Parameters = new SecureRoundParameters
        {
            Run = Run,
            Round = 1,
            Attempt = 1,
            BaseHash = BaseHash,
            PolicyVersion = 1,
            Members = [.. _identities.Select((identity, index) => Member(identity, index, sites))],
            Threshold = threshold,
            Graph = GraphPlanner.Plan(sites, threshold, 333),
            Shards = [.. models.SelectMany(model => model.Masked(sites))],
        };
    }

    public SecureRoundParameters Parameters { get; }

    public IReadOnlyList<SimulatedModel> Models { get; }

    public int Sites => _identities.Length;

    public static RoundExpectation Expectation => new() { Run = Run, Round = 1, BaseHash = BaseHash, PolicyVersion = 1 };

    /// <summary>What a site brings; every site checks signatures with keys that it imported itself.</summary>
    public SiteEnvironment Environment(int site) => new()
    {
        Site = Parameters.Members[site].Site,
        Signer = _identities[site],
        Policy = new SitePolicy
        {
            PinnedRoster = Parameters.Members.ToDictionary(member => member.Site, member => member.IdentityKey),
            MinimumCohort = 2,
        },
        Random = new OperatingSystemRandomBytes(),
        Verifier = new SignatureVerifier(),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var identity in _identities)
        {
            identity.Dispose();
        }
    }

    private static SiteIdentity NewIdentity()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return SiteIdentity.FromPkcs8(key.ExportPkcs8PrivateKey());
    }

    private static CohortMember Member(SiteIdentity identity, int index, int sites) => new()
    {
        Site = $"site-{index:D4}",
        IdentityKey = identity.PublicKey,
        Weight = new GovernedWeight((GovernedWeight.One / sites) + (index == 0 ? GovernedWeight.One % sites : 0)),
    };
}
