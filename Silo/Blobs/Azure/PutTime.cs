using System.Globalization;
using Azure.Storage.Blobs.Models;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>
/// When an object was put, in its metadata, by the clock of the silo that put it. Renewing it changes the object's ETag, so that
/// whoever deletes what it saw to be old deletes nothing that was renewed since.
/// </summary>
internal static class PutTime
{
    private const string Name = "put";

    public static Dictionary<string, string> Now(TimeProvider clock) =>
        new() { [Name] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };

    /// <summary>The time of a listed object; the store's own when somebody else put it there.</summary>
    public static DateTimeOffset Of(BlobItem item) =>
        item.Metadata.TryGetValue(Name, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : item.Properties.LastModified ?? DateTimeOffset.MaxValue;
}
