using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Silo.Blobs.Folders;

/// <summary>Pieces appended to a file that carries the blob's name; its lock makes the session the only one.</summary>
internal sealed class FolderUpload : IBlobUpload
{
    private readonly BlobFolderLayout layout;
    private readonly FolderBlobStoreOptions options;
    private readonly TimeProvider clock;
    private readonly FileStream stream;

    private FolderUpload(
        BlobFolderLayout layout, FolderBlobStoreOptions options, TimeProvider clock, Sha256Digest blob, FileStream stream)
    {
        this.layout = layout;
        this.options = options;
        this.clock = clock;
        this.stream = stream;
        Blob = blob;
        Length = stream.Length;
    }

    public Sha256Digest Blob { get; }

    public long Length { get; private set; }

    public static FolderUpload Open(
        BlobFolderLayout layout, FolderBlobStoreOptions options, TimeProvider clock, Sha256Digest blob)
    {
        var path = layout.UploadFile(blob);
        try
        {
            var stream = new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            File.SetLastWriteTimeUtc(stream.SafeFileHandle, clock.GetUtcNow().UtcDateTime);
            return new FolderUpload(layout, options, clock, blob, stream);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new UploadInUseException(blob);
        }
    }

    public Task AppendAsync(long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) =>
        StorageErrors.Guard(layout.Root, async () =>
        {
            if (offset != Length)
            {
                throw new UploadOffsetException(Blob, offset, Length);
            }

            if (piece.Length > options.MaxBlobBytes - Length)
            {
                throw new BlobTooLargeException(options.MaxBlobBytes);
            }

            stream.Position = Length;
            await stream.WriteAsync(piece, cancellationToken);
            File.SetLastWriteTimeUtc(stream.SafeFileHandle, clock.GetUtcNow().UtcDateTime);
            Length += piece.Length;
        });

    public Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) =>
        StorageErrors.Guard<ReadOnlyMemory<byte>>(layout.Root, async () =>
        {
            var content = GC.AllocateUninitializedArray<byte>((int)Length);
            stream.Position = 0;
            await stream.ReadExactlyAsync(content, cancellationToken);
            return content;
        });

    public Task CommitAsync(CancellationToken cancellationToken) => StorageErrors.Guard(layout.Root, async () =>
    {
        stream.SetLength(Length);
        stream.Position = 0;
        var actual = Sha256Digest.FromHash(await SHA256.HashDataAsync(stream, cancellationToken));
        if (actual != Blob)
        {
            await AbortAsync(cancellationToken);
            throw new BlobDigestMismatchException(Blob, actual);
        }

        stream.Flush(flushToDisk: true);
        File.SetLastWriteTimeUtc(stream.SafeFileHandle, clock.GetUtcNow().UtcDateTime);
        DurableFolder.Create(layout.BlobFolder(Blob));
        DurableFolder.Move(layout.UploadFile(Blob), layout.BlobFile(Blob));
        await stream.DisposeAsync();
    });

    public Task AbortAsync(CancellationToken cancellationToken) => StorageErrors.Guard(layout.Root, async () =>
    {
        File.Delete(layout.UploadFile(Blob));
        await stream.DisposeAsync();
    });

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
