namespace Tapestry.Silo.Blobs.Folders;

/// <summary>Deletes a file unless some process has it open.</summary>
internal static class UnusedFile
{
    public static bool TryDelete(string path)
    {
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
            File.Delete(path);
            return true;
        }
        catch (IOException)
        {
            return false; // In use, or gone already: either way nothing of ours to delete.
        }
    }
}
