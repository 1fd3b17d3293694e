using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary>Reads the members off a data folder: one subfolder each.</summary>
internal static class DataFolderSites
{
    /// <summary>Names of the subfolders in ordinal order; hidden ones do not count.</summary>
    /// <exception cref="RefusedException">The folder is missing, unreadable, or has fewer than two subfolders.</exception>
    public static IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new RefusedException(
                $"--data '{folder}'", "there is no such folder", "Give a folder that holds a folder of text files a site");
        }

        var sites = ReadNames(folder);
        return sites.Count >= 2
            ? sites
            : throw new RefusedException(
                $"--data '{folder}'",
                $"a consortium has at least 2 sites and this folder has {sites.Count} subfolders",
                "Make one subfolder of UTF-8 text files for each site");
    }

    private static List<string> ReadNames(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => !name.StartsWith('.'))
                .Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new RefusedException(
                $"--data '{folder}'", "this user may not read it", "Grant read access or give another folder", denied);
        }
    }
}
