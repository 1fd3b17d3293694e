using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>One handshake of a cohort up to the committed inputs; from there it can end in several ways.</summary>
internal sealed class SimulatedRound : IDisposable
{
    /// <summary>Coordinates of all sites together up to which every site encodes; above, only a few do.</summary>
    private const long MostRealCoordinates = 160_000_000;

    private const int SampledSites = 2;

    private readonly SortedDictionary<int, SimulatedSite> _sites;
    private readonly Dictionary<SimulatedModel, SiteEncoding> _encodings = [];

    private SimulatedRound(SimulatedCohort cohort)
    {
        Cohort = cohort;
        Region = SimulatedRegion.Begin(cohort.Parameters);
        var sites = new SimulatedSite[cohort.Sites];
        Parallel.For(0, sites.Length, site => sites[site] = SimulatedSite.Begin(cohort, site));
        _sites = new SortedDictionary<int, SimulatedSite>(sites.Index().ToDictionary(entry => entry.Index, entry => entry.Item));
    }

    public SimulatedCohort Cohort { get; }

    public SimulatedRegion Region { get; }

    public IReadOnlyDictionary<int, SimulatedSite> Sites => _sites;

    /// <summary>A site's time for the handshake: keys, the others' signatures, shares dealt and opened.</summary>
    public TimeSpan HandshakeTime { get; private set; }

    /// <summary>Blobs by model.</summary>
    public Dictionary<SimulatedModel, MaskedBlobs> Blobs { get; } = [];

    /// <summary>What it took the sites that encoded, by model.</summary>
    public Dictionary<SimulatedModel, List<Effort>> EncodingEfforts { get; } = [];

    /// <summary>Plays the handshake, has the models masked, and commits everybody's input.</summary>
    public static SimulatedRound Play(SimulatedCohort cohort, CancellationToken cancellationToken)
    {
        var round = new SimulatedRound(cohort);
        round.Region.Collect(round.Sites);
        while (round.Region.Phase < RegionPhase.CollectingInputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            round.Region.Exchange(round.Sites);
        }

        round.Region.Exchange(round.Sites);
        round.HandshakeTime = round.Sites.Values.Select(site => site.Time).Order().ElementAt(cohort.Sites / 2);
        foreach (var model in cohort.Models)
        {
            round.Mask(model, cancellationToken);
        }

        Parallel.ForEach(round.Sites, site => site.Value.Commit(
            [.. cohort.Models.SelectMany(model => round.Blobs[model].Digests(site.Key))]));
        return round;
    }

    /// <summary>How the sites encode a model.</summary>
    public SiteEncoding Encoding(SimulatedModel model) => _encodings[model];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var site in _sites.Values)
        {
            site.Dispose();
        }
    }

    private void Mask(SimulatedModel model, CancellationToken cancellationToken)
    {
        var everybody = (long)model.Parameters * Cohort.Sites <= MostRealCoordinates;
        var blobs = new MaskedBlobs(model) { AllReal = everybody };
        var encoding = _encodings[model] = new SiteEncoding(model, Cohort.Sites);
        EncodingEfforts[model] = [];
        foreach (var site in Sites.Keys.Take(everybody ? Cohort.Sites : SampledSites))
        {
            cancellationToken.ThrowIfCancellationRequested();
            EncodingEfforts[model].Add(encoding.Run(Sites[site], site, blobs));
        }

        Blobs[model] = blobs;
    }
}
