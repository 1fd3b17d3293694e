using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>The region's state machine and the time that it takes in each phase.</summary>
internal sealed class SimulatedRegion
{
    private readonly Dictionary<RegionPhase, Effort> _efforts = [];
    private readonly SignatureVerifier _verifier;

    private SimulatedRegion(RegionSession session, SignatureVerifier verifier) => (Session, _verifier) = (session, verifier);

    public RegionSession Session { get; }

    public RegionPhase Phase => Session.Phase;

    public static SimulatedRegion Begin(SecureRoundParameters parameters) =>
        new(RegionSession.Begin(parameters), new SignatureVerifier());

    public SimulatedRegion Fork() => new(RegionSession.Restore(Session.Save()), _verifier);

    public Effort EffortOf(RegionPhase phase) => _efforts.GetValueOrDefault(phase);

    /// <summary>One exchange with each of these sites: the region's messages out, the sites side by side, their answers in.</summary>
    public void Exchange(IReadOnlyDictionary<int, SimulatedSite> sites)
    {
        var phase = Phase;
        var messages = new Dictionary<int, byte[]?>();
        Measure(() => messages = sites.Keys.ToDictionary(site => site, Session.MessageFor));
        Parallel.ForEach(sites, site =>
        {
            if (messages[site.Key] is { } message)
            {
                site.Value.Receive(message);
            }
        });
        if (phase != RegionPhase.CollectingInputs)
        {
            Collect(sites);
        }
    }

    /// <summary>Takes the sites' last messages, as far as the phase needs them, and closes it.</summary>
    public void Collect(IReadOnlyDictionary<int, SimulatedSite> sites)
    {
        var phase = Phase;
        var answers = sites.Values.Select(site => site.Session.Outbox!).ToList();
        Measure(() =>
        {
            foreach (var answer in answers.TakeWhile(_ => Phase == phase))
            {
                Session.Receive(answer, _verifier);
            }

            if (Phase == phase)
            {
                Session.Close();
            }
        });
        if (Phase == RegionPhase.Abandoned)
        {
            throw new InvalidOperationException($"The simulated round was abandoned: {Session.AbandonReason}.");
        }
    }

    private void Measure(Action work)
    {
        var phase = Phase;
        _efforts[phase] = EffortOf(phase) + Effort.Of(work);
    }
}
