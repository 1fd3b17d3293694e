using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Folders;

/// <summary>
/// Where things are in a store's folder. <c>blobs/ab/cd/abcd…</c> hold what is whole; the other folders hold what is on
/// its way in or out, on the same file system, so that a rename moves it at once.
/// </summary>
internal sealed class BlobFolderLayout(string root)
{
    public string Root { get; } = Path.GetFullPath(root);

    public string FormatFile => Path.Combine(Root, "format");

    public string Blobs => Path.Combine(Root, "blobs");

    /// <summary>Temporary files of puts; what is here at start is left over from a crash.</summary>
    public string Incoming => Path.Combine(Root, "incoming");

    /// <summary>Resumable uploads, named by the blob they are to become.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    /// <summary>Damaged content, named by the blob it should have been.</summary>
    public string Quarantine => Path.Combine(Root, "quarantine");

    /// <summary>Blobs that a garbage collection is about to delete.</summary>
    public string Trash => Path.Combine(Root, "trash");

    public string BlobFile(Sha256Digest blob) => Path.Combine(BlobFolder(blob), blob.Value);

    public string BlobFolder(Sha256Digest blob) => Path.Combine(Blobs, blob.Value[..2], blob.Value[2..4]);

    public string UploadFile(Sha256Digest blob) => Path.Combine(Uploads, blob.Value);

    public string QuarantineFile(Sha256Digest blob) => Path.Combine(Quarantine, blob.Value);

    public string TrashFile(Sha256Digest blob) => Path.Combine(Trash, blob.Value);

    /// <summary>All blob files in the order of their names; files that are no blobs are passed over.</summary>
    public IEnumerable<(Sha256Digest Blob, FileInfo File)> BlobFiles() =>
        from outer in Sorted(Blobs)
        from inner in Sorted(outer)
        from file in Directory.EnumerateFiles(inner).Order(StringComparer.Ordinal)
        let blob = Sha256Digest.TryParse(Path.GetFileName(file))
        where blob is not null
        select (blob.Value, new FileInfo(file));

    private static IEnumerable<string> Sorted(string folder) =>
        Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal);
}
