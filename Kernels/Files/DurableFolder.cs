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
        var path = System.Text.Encoding.UTF8.GetBytes(folder + '\0');
        return new SafeFileHandle(OpenNative(path, flags), ownsHandle: true);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenNative(byte[] path, int flags);
}
