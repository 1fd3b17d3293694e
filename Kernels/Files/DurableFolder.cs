using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tapestry.Kernels.Files;

/// <summary>
/// Makes names durable: on a POSIX system a new or renamed file survives a power failure only when its folder has been
/// synchronized too.
/// </summary>
public static class DurableFolder
{
    private const int ReadOnlyFlag = 0;
    private const int AlreadyExists = 17; // EEXIST

    /// <summary>Makes a folder and every missing one above it, each durable in its parent.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder);
        if (parent is not null)
        {
            Create(parent);
        }

        Directory.CreateDirectory(folder);
        if (parent is not null)
        {
            Synchronize(parent);
        }
    }

    /// <summary>Renames over what is there, durably.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        Synchronize(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Gives a file a name, durably, unless a file has it; which of many that try succeeds is settled by the file system.</summary>
    /// <returns>False when a file has it.</returns>
    /// <exception cref="IOException">The file is gone, or the folder cannot be written.</exception>
    public static bool TryLink(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(from, to, overwrite: false);
            return true;
        }

        // Not File.Move, which looks first and renames then.
        if (LinkNative(Bytes(from), Bytes(to)) != 0)
        {
            return Marshal.GetLastPInvokeError() == AlreadyExists
                ? false
                : throw new IOException($"'{to}' cannot be made: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        Synchronize(Path.GetDirectoryName(Path.GetFullPath(to))!);
        return true;
    }

    /// <summary>Writes the names in a folder to disk (<c>fsync</c> on the folder); Windows writes them by itself.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static void Synchronize(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = Open(folder, ReadOnlyFlag);
        if (handle.IsInvalid)
        {
            throw new IOException($"'{folder}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        RandomAccess.FlushToDisk(handle);
    }

    // A blittable signature by hand: the generated one needs unsafe code in this project.
    private static SafeFileHandle Open(string folder, int flags)
    {
        return new SafeFileHandle(OpenNative(Bytes(folder), flags), ownsHandle: true);
    }

    private static byte[] Bytes(string path) => System.Text.Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenNative(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LinkNative(byte[] from, byte[] to);
}
