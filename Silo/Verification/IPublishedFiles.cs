namespace Tapestry.Silo.Verification;

/// <summary>What a region lays open: its folder of blobs and round evidence, as files or behind a web server.</summary>
public interface IPublishedFiles
{
    /// <summary>Where they are, for messages.</summary>
    string Place { get; }

    /// <summary>Reads a file whole; null when there is none.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">The place cannot be read.</exception>
    Task<ReadOnlyMemory<byte>?> TryReadAsync(string path, CancellationToken cancellationToken);
}
