using System.Globalization;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Site.SecureRounds;

/// <summary>
/// A site's handshakes on disk, one folder a round: the protocol's state, which holds secrets until the handshake ends,
/// and the masked frames that the state commits to. Only the site's user may read them.
/// </summary>
internal sealed class HandshakeStore
{
    private const string StateFile = "handshake.state";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string folder;

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public HandshakeStore(string folder)
    {
        this.folder = folder;
        Make(folder);
    }

    /// <summary>Number of the latest round of a run that the site has a handshake of; 0 when there is none.</summary>
    public int LatestRound(RunId run) => Rounds(run).DefaultIfEmpty(0).Max();

    /// <summary>The last saved state (TSAS); null when the site has no handshake of the round.</summary>
    public byte[]? TryLoadState(RoundId round)
    {
        var path = Path.Combine(FolderOf(round), StateFile);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>Saves a state, durable when the call returns, and removes the rounds before the one before.</summary>
    public void SaveState(RoundId round, ReadOnlyMemory<byte> state)
    {
        var target = FolderOf(round);
        if (!Directory.Exists(target))
        {
            Make(target);
            DurableFolder.Synchronize(folder);
            RemoveBefore(round);
        }

        AtomicFile.Write(Path.Combine(target, StateFile), state);
    }

    /// <summary>Saves a masked frame, durable when the call returns; the state that commits to it follows.</summary>
    public void SaveFrame(RoundId round, int frame, ReadOnlyMemory<byte> masked) => AtomicFile.Write(FramePath(round, frame), masked);

    /// <summary>Reads a masked frame.</summary>
    public ReadOnlyMemory<byte> LoadFrame(RoundId round, int frame) => File.ReadAllBytes(FramePath(round, frame));

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private string FramePath(RoundId round, int frame) => Path.Combine(FolderOf(round), $"masked-{frame:D5}.bin");

    private string FolderOf(RoundId round) => Path.Combine(folder, $"{round.Run}-{round.Number:D7}");

    private IEnumerable<int> Rounds(RunId run) =>
        from path in Directory.EnumerateDirectories(folder, $"{run}-*")
        let suffix = Path.GetFileName(path)[(run.Value.Length + 1)..]
        where int.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(suffix, NumberStyles.None, CultureInfo.InvariantCulture);

    private void RemoveBefore(RoundId round)
    {
        foreach (var number in Rounds(round.Run).Where(number => number < round.Number - 1).ToArray())
        {
            Directory.Delete(FolderOf(new RoundId(round.Run, number)), recursive: true);
        }
    }
}
