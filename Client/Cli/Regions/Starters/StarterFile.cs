using System.Text;
using Tapestry.Client.Cli.Errors;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Regions.Starters;

/// <summary>A settings file to begin with; one that is there is somebody's own and stays as it is.</summary>
internal static class StarterFile
{
    /// <returns>A sentence that says what was done.</returns>
    /// <exception cref="RefusedException">It cannot be written.</exception>
    public static string Write(string path, string content)
    {
        try
        {
            return AtomicFile.TryWriteNew(path, Encoding.UTF8.GetBytes(content))
                ? $"Wrote {path}: read it before you use it."
                : $"Kept {path} as it is.";
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new RefusedException($"'{path}'", denied.Message.TrimEnd('.'), "Work in a folder that this user may write", denied);
        }
    }

    /// <summary>Text as a YAML scalar in single quotes, in which nothing has a meaning but the quote.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
