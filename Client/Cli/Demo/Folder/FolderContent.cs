using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Cli.Demo.Folder;

/// <summary>Judges a folder before anything is written to it.</summary>
internal static class FolderContent
{
    /// <summary>Refuses a file, somebody else's folder, and <c>--resume</c> where no run was ever begun.</summary>
    public static void EnsureClaimable(string root, bool resume)
    {
        if (File.Exists(root))
        {
            throw new RefusedException($"--out '{root}'", "it is a file", "Name a folder");
        }

        // The lock file is the first thing a run writes: a run that was killed right then may be resumed too.
        if (Directory.Exists(root) && (HasFile(root, ManifestFile.Name) || HasFile(root, FolderLock.Name)))
        {
            return;
        }

        if (resume)
        {
            throw new RefusedException(
                $"--out '{root}'", "there is no run in it to resume", "Leave --resume out, or give the folder of a run");
        }

        if (Directory.Exists(root) && !IsEmpty(root))
        {
            throw new RefusedException(
                $"--out '{root}'",
                "it holds files that are not of a tapestry run",
                "Give a new or empty folder; nothing was changed");
        }
    }

    /// <summary>Whether a run was recorded in the folder and has written nothing yet.</summary>
    public static bool HoldsOnlyAClaim(string root) =>
        Directory.EnumerateFileSystemEntries(root).All(path => Path.GetFileName(path) is ManifestFile.Name or FolderLock.Name);

    private static bool HasFile(string root, string name) => File.Exists(Path.Combine(root, name));

    private static bool IsEmpty(string root)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(root).Any();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw FolderLock.Unwritable(root, denied);
        }
    }
}
