using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Cli.Demo.Folder;

/// <summary>An exclusive claim on a folder that the operating system drops when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    public const string Name = "run.lock";

    // EWOULDBLOCK: what flock answers when another process holds the file; .NET puts the errno into HResult on Unix.
    private const int HeldElsewhere = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Creates the folder if need be and locks it.</summary>
    /// <exception cref="RefusedException">Somebody holds it, or it cannot be written.</exception>
    public static FolderLock Acquire(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            var path = Path.Combine(root, Name);
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (busy.HResult is HeldElsewhere or SharingViolation)
        {
            throw new RefusedException(
                $"--out '{root}'",
                "another tapestry process is using it",
                "Wait until that one ends, or give another --out", busy);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw Unwritable(root, denied);
        }
    }

    public static RefusedException Unwritable(string root, Exception denied) => new(
        $"--out '{root}'",
        $"it cannot be written ({denied.Message.TrimEnd('.')})",
        "Give a folder that this user may write", denied);

    // The file stays: deleting it would let two later processes lock two different files of this name.
    public void Dispose() => stream.Dispose();
}
