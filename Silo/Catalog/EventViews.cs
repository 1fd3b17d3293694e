using System.Text.Json;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Catalog;

/// <summary>Committed events as clients see them.</summary>
public static class EventViews
{
    /// <summary>The event with its payload as JSON.</summary>
    public static EventView Of(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new EventView(
            recorded.Position, recorded.Stream, recorded.Sequence, recorded.Name, recorded.RecordedAt,
            JsonDocument.Parse(recorded.Payload).RootElement,
            Sha256Digest.FromHash(recorded.PreviousHash.Span), Sha256Digest.FromHash(recorded.Hash.Span));
    }
}
