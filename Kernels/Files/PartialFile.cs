using System.Security.Cryptography;

namespace Tapestry.Kernels.Files;

/// <summary>
/// The file that one writer fills beside its target, under a name of its own, and that becomes the target or vanishes.
/// The writer holds its lock until then, so that no cleaner takes it for a stray.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const int RandomHexDigits = 16;
    private const int Attempts = 8;

    private readonly string path;
    private readonly string target;

    private PartialFile(string path, string target, FileStream stream)
    {
        this.path = path;
        this.target = target;
        Stream = stream;
    }

    public FileStream Stream { get; }

    /// <summary>Begins a file; what writers of the same target left behind when they died is removed first.</summary>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public static PartialFile Create(string target, UnixFileMode? mode)
    {
        DeleteStrays(target);
        for (var attempt = 1; ; attempt++)
        {
            var path = $"{target}.{RandomNumberGenerator.GetHexString(RandomHexDigits, lowercase: true)}{AtomicFile.PartialSuffix}";
            try
            {
                var stream = new FileStream(path, Options(mode));
                if (File.Exists(path))
                {
                    return new PartialFile(path, target, stream);
                }

                stream.Dispose();
            }
            catch (IOException) when (attempt < Attempts)
            {
                // A cleaner held the file between its creation and its lock.
            }
        }
    }

    /// <summary>Content to disk, then the target's name.</summary>
    public void Publish()
    {
        Stream.Flush(flushToDisk: true);
        DurableFolder.Move(path, target);
    }

    /// <summary>Content to disk, then the target's name, unless a file has it: then false.</summary>
    public bool TryPublishNew()
    {
        Stream.Flush(flushToDisk: true);
        return DurableFolder.TryLink(path, target);
    }

    public void Dispose()
    {
        // First the name: without the lock it would be anybody's.
        File.Delete(path);
        Stream.Dispose();
    }

    private static void DeleteStrays(string target)
    {
        var full = Path.GetFullPath(target);
        var pattern = $"{Path.GetFileName(full)}.*{AtomicFile.PartialSuffix[1..]}";
        foreach (var stray in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, pattern))
        {
            TryDelete(stray);
        }
    }

    private static void TryDelete(string stray)
    {
        try
        {
            new FileStream(stray, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            // Its writer lives, or another cleaner was faster, or it is another user's.
        }
    }

    // Delete is shared, for the rename of the open file; the lock that this takes keeps exclusive openings out.
    private static FileStreamOptions Options(UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return options;
    }
}
