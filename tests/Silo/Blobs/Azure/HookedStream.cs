namespace Tapestry.Silo.Tests.Blobs.Azure;

/// <summary>Content in which something else happens before a byte is read.</summary>
internal sealed class HookedStream(byte[] content, int at, Func<Task> hook) : MemoryStream(content)
{
    private bool hasHappened;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= at && !hasHappened)
        {
            hasHappened = true;
            await hook();
        }

        var before = hasHappened ? buffer.Length : (int)Math.Min(buffer.Length, at - Position);
        return await base.ReadAsync(buffer[..before], cancellationToken);
    }
}
