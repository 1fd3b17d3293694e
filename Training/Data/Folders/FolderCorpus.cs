namespace Tapestry.Training.Data.Folders;

/// <summary>
/// UTF-8 text files in a folder, read recursively in the order of their paths. Hidden files and links are left out. An
/// entry is a paragraph, and its own key: the same paragraph is on the same side of the split wherever it stands.
/// </summary>
public sealed class FolderCorpus : ITextCorpus
{
    /// <summary>Most text that one site may bring, in bytes: it is held in memory.</summary>
    public const long MaxBytes = 1L << 30;

    private static readonly EnumerationOptions Recursive = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    private readonly string folder;

    /// <summary>The text below a folder.</summary>
    /// <param name="name">The site's name.</param>
    /// <param name="folder">The folder.</param>
    public FolderCorpus(string name, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Name = name;
        this.folder = folder;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>One corpus for each folder directly inside a folder, sorted by name.</summary>
    /// <exception cref="FolderUnreadableException">The folder is missing, unreadable, or has no folder in it.</exception>
    public static IReadOnlyList<FolderCorpus> InSubfolders(string directory) => Guard<FolderCorpus>(directory, () =>
    {
        var folders = Directory.EnumerateDirectories(directory)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .OrderBy(path => path, StringComparer.Ordinal)
            .Select(path => new FolderCorpus(Path.GetFileName(path), path))
            .ToList();
        return folders.Count > 0
            ? folders
            : throw new FolderUnreadableException(directory, "it holds no folder; make one folder of text files for each site.");
    });

    /// <inheritdoc/>
    public IReadOnlyList<TextEntry> Read(CancellationToken cancellationToken) => Guard<TextEntry>(folder, () =>
    {
        var entries = new List<TextEntry>();
        var bytesLeft = MaxBytes;
        foreach (var path in Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytesLeft -= new FileInfo(path).Length;
            if (bytesLeft < 0)
            {
                throw new FolderUnreadableException(folder, $"it holds more than {MaxBytes:N0} bytes; take files out of it.");
            }

            entries.AddRange(Paragraphs.Of(Utf8File.Read(path)).Select(paragraph => new TextEntry(paragraph, paragraph)));
        }

        return entries.Count > 0
            ? [.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)]
            : throw new FolderUnreadableException(folder, "it holds no text; put UTF-8 text files into it.");
    });

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*", Recursive)
        .OrderBy(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), StringComparer.Ordinal);

    private static IReadOnlyList<T> Guard<T>(string path, Func<IReadOnlyList<T>> read)
    {
        try
        {
            return read();
        }
        catch (DirectoryNotFoundException error)
        {
            throw new FolderUnreadableException(path, "there is no such folder; check the path.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FolderUnreadableException(path, error.Message, error);
        }
    }
}
