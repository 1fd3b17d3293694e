using System.Collections.Concurrent;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Faults.Tests.Blobs;

/// <summary>Changes one bit of files behind the silos' backs, as a worn disk does.</summary>
/// <param name="seed">Draws which bit.</param>
internal sealed class FlippedBits(int seed)
{
    private readonly Random random = new(seed);
    private readonly ConcurrentQueue<Sha256Digest> damaged = [];

    /// <summary>What was damaged.</summary>
    public IReadOnlyCollection<Sha256Digest> Damaged => damaged;

    /// <summary>Changes one bit of the file that is named by the digest; false when there is none.</summary>
    public bool TryFlip(string folder, Sha256Digest blob)
    {
        if (Directory.EnumerateFiles(folder, $"{blob}*", SearchOption.AllDirectories).FirstOrDefault() is not { } path)
        {
            return false;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        lock (random)
        {
            file.Position = random.NextInt64(file.Length);
            var flipped = (byte)(file.ReadByte() ^ (1 << random.Next(8)));
            file.Position--;
            file.WriteByte(flipped);
        }

        damaged.Enqueue(blob);
        return true;
    }
}
