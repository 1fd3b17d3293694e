namespace Tapestry.Actors.Storage;

/// <summary>An event that its transaction appends.</summary>
/// <param name="Stream"><c>type/key</c> of the grain.</param>
/// <param name="Sequence">1 for the first event of the stream, then without gaps.</param>
/// <param name="Name">Registered event name.</param>
/// <param name="RecordedAt">UTC, whole microseconds.</param>
/// <param name="Payload">UTF-8 JSON.</param>
/// <param name="PreviousHash">Hash of the event before, 32 bytes.</param>
/// <param name="Hash"><see cref="EventHash"/> of all the above, 32 bytes.</param>
public sealed record NewEvent(
    string Stream, long Sequence, string Name, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> PreviousHash, ReadOnlyMemory<byte> Hash);
