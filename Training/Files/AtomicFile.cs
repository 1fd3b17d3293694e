namespace Tapestry.Training.Files;

/// <summary>Files that are whole or absent, also after a crash: temporary file, flush to disk, rename.</summary>
public static class AtomicFile
{
    /// <summary>Writes what <paramref name="write"/> puts into the stream; the path has the old file or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written or the disk is full; no partial file stays.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var partial = path + ".partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Writes bytes.</summary>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    /// <summary>Writes bytes without holding the calling thread.</summary>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, content), cancellationToken);
}
