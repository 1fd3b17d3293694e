using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Silo.Blobs.Folders;

/// <summary>Deletes what no root names and nobody has put for a while.</summary>
internal sealed class FolderGarbageCollector(BlobFolderLayout layout, DateTimeOffset oldestKept)
{
    public GarbageReport Collect(IReadOnlySet<Sha256Digest> roots, CancellationToken cancellationToken)
    {
        var (kept, deleted, bytes) = (0L, 0L, 0L);
        foreach (var (blob, file) in layout.BlobFiles())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOld(file.FullName) && !roots.Contains(blob) && TryDelete(blob) is { } size)
            {
                deleted++;
                bytes += size;
            }
            else
            {
                kept++;
            }
        }

        var uploads = DeleteOld(layout.Uploads);
        DeleteOld(layout.Quarantine);
        return new GarbageReport(kept, deleted, bytes, uploads);
    }

    /// <summary>
    /// Moves the file out of the way before looking at its age again: a put that renewed the age before the move is
    /// seen here and undone; one that comes after it finds no file and writes its own. Null when the blob stayed.
    /// </summary>
    private long? TryDelete(Sha256Digest blob)
    {
        var trash = new FileInfo(layout.TrashFile(blob));
        try
        {
            File.Move(layout.BlobFile(blob), trash.FullName, overwrite: true);
            if (IsOld(trash.FullName))
            {
                var size = trash.Length;
                trash.Delete();
                return size;
            }

            DurableFolder.Move(trash.FullName, layout.BlobFile(blob));
        }
        catch (FileNotFoundException)
        {
            // Another collection, or a delete, was faster.
        }

        return null;
    }

    private long DeleteOld(string folder)
    {
        var deleted = 0L;
        foreach (var file in Directory.EnumerateFiles(folder).Where(IsOld))
        {
            deleted += UnusedFile.TryDelete(file) ? 1 : 0;
        }

        return deleted;
    }

    private bool IsOld(string file) => File.GetLastWriteTimeUtc(file) <= oldestKept.UtcDateTime;
}
