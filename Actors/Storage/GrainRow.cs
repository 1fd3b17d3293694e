namespace Tapestry.Actors.Storage;

/// <summary>A grain as stored.</summary>
/// <param name="Id">Type and key, the primary key.</param>
/// <param name="StateVersion">Version of the state's JSON.</param>
/// <param name="State">UTF-8 JSON.</param>
/// <param name="Sequence">Sequence number of the last event of the grain's stream; 0 without events.</param>
/// <param name="HeadHash">Hash of that event, 32 bytes; all zero without events.</param>
public sealed record GrainRow(
    GrainId Id, int StateVersion, ReadOnlyMemory<byte> State, long Sequence, ReadOnlyMemory<byte> HeadHash);
