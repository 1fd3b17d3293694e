using System.Text.Json;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>The name of a ticket.</summary>
public static class TicketDigest
{
    /// <summary>SHA-256 of the ticket's UTF-8 JSON as <see cref="ContractJson"/> writes it.</summary>
    public static Sha256Digest Of(RoundTicket ticket) =>
        Sha256Digest.Of(JsonSerializer.SerializeToUtf8Bytes(ticket, ContractJson.Default.RoundTicket));
}
