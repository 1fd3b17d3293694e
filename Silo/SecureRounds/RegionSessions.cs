using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>
/// What the region has to say to members: a function of its stored state, so it is derived when they ask. The last few
/// states stay decoded, because all members of a cohort ask about the same one.
/// </summary>
public sealed class RegionSessions(IBlobStore blobs)
{
    private const int Kept = 4;
    private readonly Lock gate = new();
    private readonly List<(Sha256Digest State, RegionSession Session)> sessions = [];

    /// <summary>What the open step wants of a site; null when it does not wait for the site.</summary>
    /// <exception cref="BlobException">The state is missing or damaged.</exception>
    public async Task<ProtocolInstruction?> InstructionAsync(RoundView round, SiteId site, CancellationToken cancellationToken)
    {
        if (round.Secure is not { } handshake || !handshake.Awaits(site))
        {
            return null;
        }

        var message = handshake.RegionState is { } state
            ? await MessageAsync(state, site, cancellationToken)
            : RoundParameters.Of(round.Ticket, round.Cohort, handshake.Attempt).Encode();
        return message is null ? null : new ProtocolInstruction(handshake.Attempt, handshake.Step, message);
    }

    private async Task<byte[]?> MessageAsync(Sha256Digest state, SiteId site, CancellationToken cancellationToken)
    {
        var session = Find(state) ?? Keep(state, RegionSession.Restore((await blobs.ReadAsync(state, cancellationToken)).Span));
        lock (gate)
        {
            return session.MessageFor(session.Parameters.IndexOf(site.Value));
        }
    }

    private RegionSession? Find(Sha256Digest state)
    {
        lock (gate)
        {
            return sessions.Find(known => known.State == state).Session;
        }
    }

    private RegionSession Keep(Sha256Digest state, RegionSession session)
    {
        lock (gate)
        {
            sessions.Add((state, session));
            sessions.RemoveRange(0, Math.Max(0, sessions.Count - Kept));
            return session;
        }
    }
}
