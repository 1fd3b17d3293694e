using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>Answer to a ticket query.</summary>
/// <param name="Status">How the wait ended; over once the run has ended.</param>
/// <param name="Ticket">The ticket when ready.</param>
public sealed record TicketWait(WaitStatus Status, RoundTicket? Ticket = null);
