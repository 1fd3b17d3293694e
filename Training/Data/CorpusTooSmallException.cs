namespace Tapestry.Training.Data;

/// <summary>A site has less text than training or evaluating takes.</summary>
public sealed class CorpusTooSmallException(string corpus, string part, long bytes, long minimumBytes) : CorpusException(
    $"The {part} text of '{corpus}' has {bytes:N0} bytes; at least {minimumBytes:N0} are needed. Add text, or leave the site out.")
{
    /// <summary>The site's name.</summary>
    public string Corpus { get; } = corpus;

    /// <summary>Size found, in bytes of UTF-8.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Size needed, in bytes of UTF-8.</summary>
    public long MinimumBytes { get; } = minimumBytes;
}
