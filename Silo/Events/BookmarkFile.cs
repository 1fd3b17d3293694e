namespace Tapestry.Silo.Events;

/// <summary>What a bookmark's file holds.</summary>
internal sealed record BookmarkFile(int Version, long Position, IReadOnlyList<string>? Streams);
