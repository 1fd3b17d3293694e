using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>What every store does with the whole of a blob in memory.</summary>
internal static class BlobContent
{
    /// <summary>The blob that the bytes are.</summary>
    /// <exception cref="BlobTooLargeException">They are more than the store takes.</exception>
    public static Sha256Digest Identify(ReadOnlySpan<byte> content, long limitBytes) => content.Length <= limitBytes
        ? Sha256Digest.Of(content)
        : throw new BlobTooLargeException(limitBytes);

    /// <summary>Makes sure that the bytes are what they are said to be.</summary>
    /// <exception cref="BlobDigestMismatchException">They are something else.</exception>
    /// <inheritdoc cref="Identify" path="/exception"/>
    public static void Verify(Sha256Digest blob, ReadOnlySpan<byte> content, long limitBytes)
    {
        var actual = Identify(content, limitBytes);
        if (actual != blob)
        {
            throw new BlobDigestMismatchException(blob, actual);
        }
    }

    /// <summary>Reads a stream that verifies itself at its end.</summary>
    /// <exception cref="BlobTooLargeException">It is longer than the store takes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, long limitBytes, CancellationToken cancellationToken)
    {
        if (stream.Length > limitBytes)
        {
            throw new BlobTooLargeException(limitBytes);
        }

        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);

        // Past the end, so that a blob cut down to nothing is verified like any other.
        await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken);
        return content;
    }
}
