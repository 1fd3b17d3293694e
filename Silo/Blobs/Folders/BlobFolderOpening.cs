using System.Text;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Silo.Blobs.Folders;

/// <summary>Makes a folder ready to be a store: layout, format version, leftovers of a crash.</summary>
internal static class BlobFolderOpening
{
    /// <summary>What the format file holds; another layout of the folder gets another number.</summary>
    public const string Format = "tapestry-blobs 1\n";

    public static void Prepare(BlobFolderLayout layout)
    {
        foreach (var folder in new[] { layout.Blobs, layout.Incoming, layout.Uploads, layout.Quarantine, layout.Trash })
        {
            DurableFolder.Create(folder);
        }

        CheckFormat(layout);
        foreach (var leftover in Directory.EnumerateFiles(layout.Incoming))
        {
            UnusedFile.TryDelete(leftover);
        }

        RestoreTrash(layout);
    }

    private static void CheckFormat(BlobFolderLayout layout)
    {
        // Also proves that a new folder can be written before anything depends on it. Other silos may open it too.
        if (!File.Exists(layout.FormatFile) && AtomicFile.TryWriteNew(layout.FormatFile, Encoding.ASCII.GetBytes(Format)))
        {
            return;
        }

        var found = File.ReadAllText(layout.FormatFile);
        if (found != Format)
        {
            throw new BlobStoreUnavailableException(
                layout.Root, $"its format is '{found.Trim()}', this build reads '{Format.Trim()}'.");
        }
    }

    /// <summary>A collection that was cut short had not yet looked at the age again: give the blob back.</summary>
    private static void RestoreTrash(BlobFolderLayout layout)
    {
        foreach (var file in Directory.EnumerateFiles(layout.Trash))
        {
            if (Sha256Digest.TryParse(Path.GetFileName(file)) is { } blob)
            {
                DurableFolder.Create(layout.BlobFolder(blob));
                DurableFolder.Move(file, layout.BlobFile(blob));
            }
        }
    }
}
