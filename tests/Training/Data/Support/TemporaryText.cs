using Tapestry.Testing;

namespace Tapestry.Training.Tests.Data.Support;

/// <summary>Files of text in a temporary folder.</summary>
internal static class TemporaryText
{
    /// <summary>Writes a file, makes the folders above it, and returns its path.</summary>
    public static string Write(this TemporaryFolder folder, string relativePath, ReadOnlySpan<byte> content)
    {
        var path = folder.File(relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }
}
