using System.Security.Cryptography;

namespace Tapestry.Kernels.Files;

/// <summary>
/// Files that are whole or absent, also after a power failure: temporary file beside the target, flush to disk, rename,
/// flush of the folder.
/// </summary>
public static class AtomicFile
{
    /// <summary>Suffix of the file being written; a crash may leave one behind, the next write replaces it.</summary>
    public const string PartialSuffix = ".partial";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes what <paramref name="write"/> puts into the stream; the path has the old file or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written or the disk is full; no partial file stays.</exception>
    public static void Write(string path, Action<FileStream> write) => Write(path, write, mode: null);

    /// <summary>Writes bytes.</summary>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    /// <summary>Writes bytes that only the user of this process may read, from the first byte on.</summary>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static void WriteSecret(string path, ReadOnlyMemory<byte> content) =>
        Write(path, stream => stream.Write(content.Span), OwnerOnly);

    /// <summary>Writes bytes without holding the calling thread.</summary>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Task.Run(() => Write(path, content), cancellationToken);

    /// <summary>
    /// Writes a secret unless there is one: of processes that try at the same time one writes, and all read the same after it.
    /// </summary>
    /// <inheritdoc cref="TryWriteNew(string, ReadOnlyMemory{byte})" path="/returns"/>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static bool TryWriteNewSecret(string path, ReadOnlyMemory<byte> content) => TryWriteNew(path, content, OwnerOnly);

    /// <summary>
    /// Writes bytes unless there is a file: of processes that try at the same time one writes, and all read the same after it.
    /// </summary>
    /// <returns>Whether this call wrote it.</returns>
    /// <inheritdoc cref="Write(string, Action{FileStream})" path="/exception"/>
    public static bool TryWriteNew(string path, ReadOnlyMemory<byte> content) => TryWriteNew(path, content, mode: null);

    private static bool TryWriteNew(string path, ReadOnlyMemory<byte> content, UnixFileMode? mode)
    {
        // A name of its own: who tries too must not take this file away.
        var partial = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}{PartialSuffix}";
        try
        {
            using (var stream = new FileStream(partial, Options(mode)))
            {
                stream.Write(content.Span);
                stream.Flush(flushToDisk: true);
            }

            if (!DurableFolder.TryLink(partial, path))
            {
                return false;
            }

            DeletePartials(path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false; // Who wrote it took this call's partial file away.
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>What crashes left behind, and what is of no use any more to calls that come too late.</summary>
    private static void DeletePartials(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        Array.ForEach([path + PartialSuffix, .. Directory.GetFiles(folder, $"{name}.*{PartialSuffix}")], File.Delete);
    }

    private static void Write(string path, Action<FileStream> write, UnixFileMode? mode)
    {
        ArgumentNullException.ThrowIfNull(write);
        var partial = path + PartialSuffix;
        try
        {
            // A leftover keeps its mode, and so do its open readers: begin with a file of our own.
            File.Delete(partial);
            using (var stream = new FileStream(partial, Options(mode)))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            DurableFolder.Move(partial, path);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static FileStreamOptions Options(UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return options;
    }
}
