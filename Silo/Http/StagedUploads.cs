using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Gateway;

namespace Tapestry.Silo.Http;

/// <summary>
/// Bytes that arrive ahead of the message that names them. They are kept apart from the region's blobs, for sites of the
/// cohort only, where every silo of the region finds them, until the gateway has checked them; then they go.
/// </summary>
internal sealed class StagedUploads(RegionAccess region)
{
    /// <summary>What a frame's header may add to four bytes a parameter.</summary>
    private const int FrameOverheadBytes = 4096;

    private static readonly Sha256Digest Nothing = Sha256Digest.Of([]);

    /// <summary>How far an upload has come.</summary>
    /// <exception cref="UploadInUseException">A piece of it is being added.</exception>
    public async Task<long> LengthAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        await using var upload = await region.Staging.OpenUploadAsync(digest, cancellationToken);
        var length = upload.Length;
        if (length == 0)
        {
            await upload.AbortAsync(cancellationToken);
        }

        return length;
    }

    /// <summary>Adds a piece, whose digest was checked, and says how far the upload has come.</summary>
    /// <exception cref="RoundException">The site is not in the cohort, or the round takes nothing any more.</exception>
    /// <exception cref="UploadOffsetException">The piece does not follow the last one.</exception>
    /// <exception cref="UploadInUseException">Another piece of it is being added.</exception>
    /// <exception cref="RequestRefusalException">The upload would be longer than anything that the round waits for.</exception>
    public async Task<long> AppendAsync(
        RoundId round, SiteId site, Sha256Digest digest, long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        var view = await region.Views.RoundAsync(round, cancellationToken);
        SenderCheck.Check(site, view);
        CheckPhase(view, site);
        var limit = LongestMessage(view.Ticket);
        if (offset + piece.Length > limit)
        {
            throw new RequestRefusalException(
                RequestRefusalException.TooLarge,
                $"An upload of {offset + piece.Length} bytes is longer than any message of round '{round}', which are {limit} bytes at most.");
        }

        await using var upload = await region.Staging.OpenUploadAsync(digest, cancellationToken);
        await upload.AppendAsync(offset, piece, cancellationToken);
        return upload.Length;
    }

    /// <summary>
    /// Reads what is here of an upload; storing it verifies it. A message that is sent again after its upload was forgotten
    /// finds the bytes among the region's blobs.
    /// </summary>
    /// <exception cref="RequestRefusalException">It is not here.</exception>
    /// <exception cref="UploadInUseException">A piece of it is being added.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        if (digest == Nothing)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        await using var upload = await region.Staging.OpenUploadAsync(digest, cancellationToken);
        if (upload.Length > 0)
        {
            return await upload.ReadAsync(cancellationToken);
        }

        await upload.AbortAsync(cancellationToken);
        return await region.Blobs.ExistsAsync(digest, cancellationToken)
            ? await region.Blobs.ReadAsync(digest, cancellationToken)
            : throw new RequestRefusalException(
                RequestRefusalException.UploadMissing, $"The bytes with SHA-256 {digest} are not here: upload them, then send the message again.");
    }

    /// <summary>Forgets an upload that was answered for, unless a piece of it is being added: then it is as good as new.</summary>
    public async Task ForgetAsync(Sha256Digest digest)
    {
        try
        {
            await using var upload = await region.Staging.OpenUploadAsync(digest, CancellationToken.None);
            await upload.AbortAsync(CancellationToken.None);
        }
        catch (UploadInUseException)
        {
            // Its sender goes on with it, or upkeep removes it.
        }
    }

    private static void CheckPhase(RoundView round, SiteId site)
    {
        if (round.Phase is not (RoundPhase.Contributing or RoundPhase.Aggregating))
        {
            throw new RoundException(
                RoundException.TooLate, $"Round '{round.Ticket.Round}' is {round.Phase} and takes no uploads; that of site '{site}' came too late.");
        }
    }

    private static long LongestMessage(RoundTicket ticket) => Math.Max(
        ticket.Secure is null ? 0 : ProtocolAnswer.MaximumBytes,
        ((long)sizeof(float) * ticket.Base.Shards.Max(shard => shard.Length)) + FrameOverheadBytes);
}
