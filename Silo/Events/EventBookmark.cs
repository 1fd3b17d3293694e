using System.Text.Json;
using Tapestry.Kernels.Files;

namespace Tapestry.Silo.Events;

/// <summary>
/// Where a follower of the region's events was, in a file (<c>{"version":1,"position":9,"streams":["run/r"]}</c>), so that
/// a start reads on from there. A file that is missing, damaged or of another version means the beginning: followers may
/// read an event twice.
/// </summary>
public sealed class EventBookmark(string path)
{
    private const int Version = 1;

    /// <summary>The place saved last.</summary>
    public EventPlace Load()
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), BookmarkJson.Default.BookmarkFile);
            return file is { Version: Version, Position: >= 0, Streams: { } streams } ? new EventPlace(file.Position, streams) : EventPlace.Beginning;
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return EventPlace.Beginning;
        }
    }

    /// <summary>Saves a place, durably.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(EventPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        DurableFolder.Create(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = new BookmarkFile(Version, place.Position, [.. place.Streams.Order(StringComparer.Ordinal)]);
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(file, BookmarkJson.Default.BookmarkFile));
    }
}
