namespace Tapestry.Kernels.Files;

/// <summary>
/// Files that are whole or absent, also after a power failure: temporary file beside the target, flush to disk, rename,
/// flush of the folder. Of writers at once, also in several processes, one is the last, and its file is whole.
/// </summary>
public static class AtomicFile
{
    /// <summary>
    /// Suffix of a file being written (<c>NAME.16 hex digits.partial</c>, its writer's alone); a crash may leave one behind,
    /// the next write of the same file removes it.
    /// </summary>
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
        using var partial = PartialFile.Create(path, mode);
        partial.Stream.Write(content.Span);
        return partial.TryPublishNew();
    }

    private static void Write(string path, Action<FileStream> write, UnixFileMode? mode)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var partial = PartialFile.Create(path, mode);
        write(partial.Stream);
        partial.Publish();
    }
}
