using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>
/// The unmasking record of the round in work, decoded and its masks opened once for all shards. Opening costs an ECDH for
/// each dropout and surviving neighbour; what is kept is small and public.
/// </summary>
internal sealed class OpenedRounds(IBlobReader blobs)
{
    private readonly Lock gate = new();
    private Sha256Digest? record;
    private Task<RoundSums>? opening;

    /// <summary>Reads a record, or gives the one read last; side by side callers share one reading.</summary>
    /// <exception cref="BlobException">The record is missing or damaged.</exception>
    /// <exception cref="Privacy.SecureAggregation.Errors.SecureAggregationException">It cannot be decoded.</exception>
    public Task<RoundSums> OpenAsync(Sha256Digest wanted, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (opening is null || record != wanted || opening is { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                (record, opening) = (wanted, Task.Run(() => ReadAsync(wanted), CancellationToken.None));
            }

            return opening.WaitAsync(cancellationToken);
        }
    }

    private async Task<RoundSums> ReadAsync(Sha256Digest wanted) =>
        RoundSums.Of(UnmaskingRecord.Decode((await blobs.ReadAsync(wanted, CancellationToken.None)).Span));
}
