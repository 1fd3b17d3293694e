namespace Tapestry.Actors;

/// <summary>A committed event.</summary>
/// <param name="Position">Place in the order of all events of the database; ascends, with gaps allowed.</param>
/// <param name="Stream"><c>type/key</c> of the grain that emitted it.</param>
/// <param name="Sequence">1 for the first event of the stream, then without gaps.</param>
/// <param name="Name">Registered event name.</param>
/// <param name="RecordedAt">UTC, whole microseconds.</param>
/// <param name="Payload">UTF-8 JSON.</param>
/// <param name="PreviousHash">Hash of the event before in the stream, 32 bytes; all zero for the first.</param>
/// <param name="Hash"><see cref="EventHash"/> of this event, 32 bytes.</param>
public sealed record RecordedEvent(
    long Position, string Stream, long Sequence, string Name, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> PreviousHash, ReadOnlyMemory<byte> Hash);
