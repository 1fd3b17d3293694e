using System.Diagnostics;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Client.Site.Rounds;

/// <summary>
/// Puts a site's work for a round into the round's trace: its requests say so in their <c>traceparent</c> header, with ids
/// that hold nothing of the site. The site itself reports to nobody.
/// </summary>
internal static class SiteSpan
{
    /// <summary>The current span until it is disposed of.</summary>
    public static Activity Begin(RoundTicket ticket)
    {
        var trace = RoundTrace.Of(TicketDigest.Of(ticket));
        return new Activity("site round").SetParentId(trace.TraceId, trace.SpanId, trace.TraceFlags).Start();
    }
}
