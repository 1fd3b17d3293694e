namespace Tapestry.Training.Data.Folders;

/// <summary>A file of a corpus is not well-formed UTF-8.</summary>
public sealed class InvalidUtf8Exception(string path, long offset) : CorpusException(
    $"'{path}' is not UTF-8: the byte at offset {offset:N0} fits no character. Convert the file, or take it out of the folder.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Offset of the first byte that fits no character.</summary>
    public long Offset { get; } = offset;
}
