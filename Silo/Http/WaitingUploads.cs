using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Http;

/// <summary>
/// Whole uploads, verified, that wait in this silo's memory for the message that names them: their bytes are written once,
/// when they are stored. Whoever is told that one is not here sends it again. Safe for concurrent use.
/// </summary>
/// <param name="limitBytes">Most bytes that wait at a time.</param>
/// <param name="clock">Says which message is not to be expected any more.</param>
internal sealed class WaitingUploads(long limitBytes, TimeProvider clock)
{
    /// <summary>Time after which an upload gives way to another.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Sha256Digest, (ReadOnlyMemory<byte> Bytes, long Since)> waiting = [];
    private long bytesKept;

    /// <summary>Keeps an upload; false when there is no room.</summary>
    public bool TryKeep(Sha256Digest digest, ReadOnlyMemory<byte> bytes)
    {
        lock (gate)
        {
            Remove(digest);
            if (bytesKept + bytes.Length > limitBytes)
            {
                waiting.Where(upload => clock.GetElapsedTime(upload.Value.Since) >= LongestWait)
                    .Select(upload => upload.Key).ToList().ForEach(late => Remove(late));
            }

            if (bytesKept + bytes.Length > limitBytes)
            {
                return false;
            }

            waiting.Add(digest, (bytes, clock.GetTimestamp()));
            bytesKept += bytes.Length;
            return true;
        }
    }

    /// <summary>The bytes of an upload, which stays; null when it is not here.</summary>
    public ReadOnlyMemory<byte>? Find(Sha256Digest digest)
    {
        lock (gate)
        {
            return waiting.TryGetValue(digest, out var upload) ? upload.Bytes : default(ReadOnlyMemory<byte>?);
        }
    }

    /// <summary>Forgets an upload; false when it is not here.</summary>
    public bool Forget(Sha256Digest digest)
    {
        lock (gate)
        {
            return Remove(digest);
        }
    }

    private bool Remove(Sha256Digest digest)
    {
        var isHere = waiting.Remove(digest, out var upload);
        bytesKept -= upload.Bytes.Length;
        return isHere;
    }
}
