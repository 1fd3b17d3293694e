using System.Diagnostics;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>The trace (W3C Trace Context) of a round: all that silos and sites do for it can be found under one id.</summary>
public static class RoundTrace
{
    private const int IdDigits = 32;

    /// <summary>
    /// The trace id is the first half of the ticket's digest, which every member knows, so it tells nobody anything new.
    /// There is no parent span.
    /// </summary>
    /// <param name="ticket">Digest of the round's ticket.</param>
    public static ActivityContext Of(Sha256Digest ticket) => new(
        ActivityTraceId.CreateFromString(ticket.Value.AsSpan(0, IdDigits)), default, ActivityTraceFlags.Recorded);
}
