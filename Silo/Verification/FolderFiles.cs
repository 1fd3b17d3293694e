namespace Tapestry.Silo.Verification;

/// <summary>A region's folder, or a copy of it; nothing in it is changed.</summary>
public sealed class FolderFiles(string folder) : IPublishedFiles
{
    /// <inheritdoc/>
    public string Place => folder;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, path);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : (ReadOnlyMemory<byte>?)null;
    }
}
