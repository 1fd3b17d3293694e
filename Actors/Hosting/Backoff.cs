using System.Buffers.Binary;

namespace Tapestry.Actors.Hosting;

/// <summary>Exponential backoff with jitter.</summary>
internal static class Backoff
{
    private const int MaxDoublings = 30;

    /// <summary>
    /// First delay, doubled with each failure after the first up to the longest, times a random factor from 0.5 to 1.
    /// </summary>
    public static TimeSpan Delay(TimeSpan first, TimeSpan longest, int failures, ISecureRandom random)
    {
        var doubled = first.Ticks * Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        random.Fill(bytes);
        var factor = 0.5 + (0.5 * BinaryPrimitives.ReadUInt32LittleEndian(bytes) / uint.MaxValue);
        return TimeSpan.FromTicks((long)(Math.Min(doubled, longest.Ticks) * factor));
    }
}
