using System.Diagnostics;
using System.Globalization;

namespace Tapestry.Testing;

/// <summary>
/// A file system of its own with little room (tmpfs), made without rights in a namespace of its own and seen by the processes
/// of this user through the folder in <c>/proc</c> of the shell that holds it; it goes with the shell, also when the tests
/// are killed.
/// </summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Script = "mount -t tmpfs -o \"size=$1m\" tapestry \"$2\" && echo mounted && exec cat";
    private const int PieceBytes = 1 << 16;
    private readonly TemporaryFolder _place;
    private readonly Process _shell;

    private SmallDisk(Process shell, TemporaryFolder place)
    {
        (_shell, _place) = (shell, place);
        Path = $"/proc/{shell.Id.ToString(CultureInfo.InvariantCulture)}/root{place.Path}";
    }

    /// <summary>Its root folder.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Makes it.</summary>
    /// <exception cref="InvalidOperationException">This machine lets nobody mount; the message says what helps.</exception>
    public static async Task<SmallDisk> StartAsync(int megabytes)
    {
        var place = new TemporaryFolder();
        var shell = Process.Start(new ProcessStartInfo(
            "unshare", ["--map-root-user", "--mount", "sh", "-c", Script, "sh", megabytes.ToString(CultureInfo.InvariantCulture), place.Path])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        return await shell.StandardOutput.ReadLineAsync() == "mounted" ? new SmallDisk(shell, place) : throw new InvalidOperationException(
            "'unshare --map-root-user --mount' cannot mount a small disk here. Remedy: allow user namespaces (in containers: --privileged).");
    }

    /// <summary>Leaves no room.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var piece = PieceBytes; piece >= 1; piece /= 16)
        {
            WriteAll(ballast, new byte[piece]);
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        _place.Dispose();
    }

    private static void WriteAll(FileStream ballast, byte[] piece)
    {
        try
        {
            while (true)
            {
                ballast.Write(piece);
            }
        }
        catch (IOException)
        {
            // Full, for pieces of that size.
        }
    }
}
