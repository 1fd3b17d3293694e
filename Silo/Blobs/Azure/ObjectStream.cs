namespace Tapestry.Silo.Blobs.Azure;

/// <summary>An object's bytes as they come over the network, with their number known and the faults of the way translated.</summary>
internal sealed class ObjectStream(Stream content, long length, string store) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => throw new NotSupportedException("An object is read once, from start to end.");
        set => throw new NotSupportedException("An object is read once, from start to end.");
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return content.Read(buffer, offset, count);
        }
        catch (Exception fault) when (AzureFaults.IsOfStore(fault, CancellationToken.None))
        {
            throw AzureFaults.Translate(store, fault);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await AzureFaults.Guard(store, () => content.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("An object is read once, from start to end.");

    public override void SetLength(long value) => throw new NotSupportedException("An object is read here, not written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An object is read here, not written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
