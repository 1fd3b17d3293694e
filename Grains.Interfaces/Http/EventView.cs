using System.Text.Json;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A committed event of the region's audit streams.</summary>
/// <param name="Position">Place in the order of all events of the region; ascends, with gaps. The id of a server-sent event.</param>
/// <param name="Stream">The stream, <c>type/key</c>.</param>
/// <param name="Sequence">1 for the first event of its stream, then without gaps.</param>
/// <param name="Name">Name of the event.</param>
/// <param name="RecordedAt">UTC, whole microseconds.</param>
/// <param name="Payload">The event itself.</param>
/// <param name="PreviousHash">Hash of the event before in the stream; all zeros for the first.</param>
/// <param name="Hash">Hash of this event.</param>
public sealed record EventView(
    long Position, string Stream, long Sequence, string Name, DateTimeOffset RecordedAt, JsonElement Payload,
    Sha256Digest PreviousHash, Sha256Digest Hash);
