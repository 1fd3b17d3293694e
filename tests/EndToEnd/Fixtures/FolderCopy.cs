namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>Copies folders, so that a test may damage what others look at.</summary>
internal static class FolderCopy
{
    public static string Make(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            Make(folder, Path.Combine(target, Path.GetFileName(folder)));
        }

        return target;
    }
}
