using System.Diagnostics;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sites;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>A site's state machine and the time that it takes, on one core.</summary>
internal sealed class SimulatedSite : IDisposable
{
    private readonly SiteEnvironment _environment;
    private byte[] _disk;

    private SimulatedSite(SiteEnvironment environment, SiteSession session, SiteStep step) =>
        (_environment, Session, _disk, BytesSent) = (environment, session, step.State, step.Message!.Length);

    public SiteSession Session { get; private set; }

    public TimeSpan Time { get; private set; }

    public long BytesSent { get; private set; }

    public static SimulatedSite Begin(SimulatedCohort cohort, int site)
    {
        var (environment, parameters) = (cohort.Environment(site), cohort.Parameters.Encode());
        var started = Stopwatch.GetTimestamp();
        var (session, step) = SiteSession.Begin(environment, parameters, SimulatedCohort.Expectation);
        return new SimulatedSite(environment, session, step) { Time = Stopwatch.GetElapsedTime(started) };
    }

    public void Receive(byte[] message) => Take(() => Session.Receive(message));

    public void Commit(IReadOnlyList<Hash256> digests) => Take(() => Session.CommitInput(digests));

    /// <summary>The same site from its disk, with its clock and its count of bytes at zero: to play another ending.</summary>
    public SimulatedSite Fork() => new(_environment, SiteSession.Restore(_environment, _disk), new SiteStep(_disk, [])) { Time = default };

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();

    private void Take(Func<SiteStep> move)
    {
        var started = Stopwatch.GetTimestamp();
        var step = move();
        Time += Stopwatch.GetElapsedTime(started);
        _disk = step.State;
        BytesSent += step.Message?.Length ?? 0;
    }
}
