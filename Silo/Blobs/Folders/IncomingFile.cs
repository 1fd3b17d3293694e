using System.Globalization;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Silo.Blobs.Folders;

/// <summary>A temporary file that becomes a blob or vanishes. Its lock tells other processes that it is in use.</summary>
internal sealed class IncomingFile : IAsyncDisposable
{
    private readonly string path;
    private bool isBlob;

    private IncomingFile(string path, FileStream stream)
    {
        this.path = path;
        Stream = stream;
    }

    public FileStream Stream { get; }

    /// <summary>Opens the first free name: no randomness, and unique among processes because creation is exclusive.</summary>
    public static IncomingFile Create(BlobFolderLayout layout, Sha256Digest blob)
    {
        for (var attempt = 0; ; attempt++)
        {
            var path = Path.Combine(layout.Incoming, string.Create(CultureInfo.InvariantCulture, $"{blob}.{attempt}.tmp"));
            if (File.Exists(path))
            {
                continue;
            }

            try
            {
                return new IncomingFile(path, new FileStream(
                    path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another put took the name in between.
            }
        }
    }

    /// <summary>Content to disk, then its name, then the name to disk.</summary>
    public async Task CommitAsync(BlobFolderLayout layout, Sha256Digest blob, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Stream.FlushAsync(cancellationToken);
        Stream.Flush(flushToDisk: true);
        File.SetLastWriteTimeUtc(Stream.SafeFileHandle, now.UtcDateTime);
        DurableFolder.Create(layout.BlobFolder(blob));
        DurableFolder.Move(path, layout.BlobFile(blob));
        isBlob = true;
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (!isBlob) // Else the name is free and may be another put's.
        {
            File.Delete(path);
        }
    }
}
