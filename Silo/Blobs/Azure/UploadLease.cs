using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>The sole right to an upload's object, for a quarter of a minute after it was last renewed.</summary>
internal sealed class UploadLease : IAsyncDisposable
{
    private const int MostTries = 5;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15); // The shortest that the store gives: so long an upload waits for a dead silo.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(5);
    private readonly BlobLeaseClient lease;
    private readonly TimeProvider clock;
    private long renewed;

    private UploadLease(BlobLeaseClient lease, TimeProvider clock)
    {
        (this.lease, this.clock) = (lease, clock);
        renewed = clock.GetTimestamp();
        Conditions = new BlobRequestConditions { LeaseId = lease.LeaseId };
    }

    /// <summary>Makes a request fail that comes after the lease went to another.</summary>
    public BlobRequestConditions Conditions { get; }

    /// <summary>Leases the object, which is made when it is not there.</summary>
    /// <exception cref="UploadInUseException">Another session has it.</exception>
    public static async Task<UploadLease> AcquireAsync(
        BlockBlobClient staged, Sha256Digest blob, TimeProvider clock, CancellationToken cancellationToken)
    {
        var lease = staged.GetBlobLeaseClient();
        for (var tries = 0; tries < MostTries; tries++)
        {
            try
            {
                await lease.AcquireAsync(Lasts, cancellationToken: cancellationToken);
                return new UploadLease(lease, clock);
            }
            catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault))
            {
                await CreateAsync(staged, clock, cancellationToken);
            }
            catch (RequestFailedException fault) when (AzureFaults.IsLeasedAway(fault))
            {
                break;
            }
        }

        throw new UploadInUseException(blob);
    }

    /// <summary>Renews it when it was not renewed for a while; also one that has ended and that nobody took since.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(renewed) > RenewAfter)
        {
            await lease.RenewAsync(cancellationToken: cancellationToken);
            renewed = clock.GetTimestamp();
        }
    }

    /// <summary>Gives it back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await lease.ReleaseAsync();
        }
        catch (Exception fault) when (AzureFaults.IsOfStore(fault, CancellationToken.None))
        {
            // It ends by itself.
        }
    }

    private static async Task CreateAsync(BlockBlobClient staged, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await staged.UploadAsync(
                Stream.Null,
                new BlobUploadOptions { Metadata = PutTime.Now(clock), Conditions = new() { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException fault) when (AzureFaults.IsOvertaken(fault) || AzureFaults.IsLeasedAway(fault))
        {
            // Another session made it in between.
        }
    }
}
