namespace Tapestry.Training.Data.Folders;

/// <summary>A folder of text is missing, empty, too large, or may not be read.</summary>
public sealed class FolderUnreadableException : CorpusException
{
    /// <summary>Names the folder or file, the reason and the remedy.</summary>
    public FolderUnreadableException(string path, string why, Exception? innerException = null)
        : base($"'{path}' cannot be used as text: {why}", innerException) => Path = path;

    /// <summary>The folder or file.</summary>
    public string Path { get; }
}
