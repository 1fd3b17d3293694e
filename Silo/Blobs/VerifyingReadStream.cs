using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs;

/// <summary>
/// Hashes what is read and checks it before the last bytes are handed out, so that nobody gets the whole of damaged
/// content. Reads once, from start to end.
/// </summary>
internal sealed class VerifyingReadStream : Stream
{
    private readonly Stream content;
    private readonly Sha256Digest blob;
    private readonly Func<Task> quarantine;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long position;
    private bool isVerified;

    /// <param name="content">The stored bytes; owned.</param>
    /// <param name="blob">What they must be.</param>
    /// <param name="quarantine">Sets the stored bytes aside when they are not.</param>
    public VerifyingReadStream(Stream content, Sha256Digest blob, Func<Task> quarantine)
    {
        this.content = content;
        this.blob = blob;
        this.quarantine = quarantine;
        Length = content.Length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException("A blob is read once, from start to end.");
    }

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        if (DamageAfter(buffer[..read], buffer.Length) is { } damage)
        {
            buffer[..read].Clear();
            quarantine().GetAwaiter().GetResult();
            throw damage;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        if (DamageAfter(buffer.Span[..read], buffer.Length) is { } damage)
        {
            buffer.Span[..read].Clear();
            await quarantine();
            throw damage;
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("A blob is read once, from start to end.");

    public override void SetLength(long value) => throw new NotSupportedException("A blob never changes.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob never changes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes note of what was read; at the end, what is wrong with the whole, if anything.</summary>
    private CorruptBlobException? DamageAfter(ReadOnlySpan<byte> read, int asked)
    {
        hash.AppendData(read);
        position += read.Length;
        var isAtEnd = position >= Length || (read.IsEmpty && asked > 0);
        if (!isAtEnd || isVerified)
        {
            return null;
        }

        var actual = Sha256Digest.FromHash(hash.GetHashAndReset());
        isVerified = actual == blob;
        return isVerified ? null : new CorruptBlobException(blob, actual);
    }
}
