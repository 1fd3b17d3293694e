using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Silo.Merging;

namespace Tapestry.Silo.Gateway;

/// <summary>Checks an uploaded frame before it is stored: a merge never meets a frame that was not checked.</summary>
internal static class FrameCheck
{
    /// <exception cref="RoundException">No such shard, or the frame is damaged or belongs elsewhere.</exception>
    public static void Check(ContributionUpload upload, RoundTicket ticket)
    {
        if (upload.Shard < 0 || upload.Shard >= ticket.Base.Shards.Count)
        {
            throw new RoundException(
                RoundException.NoSuchShard,
                $"Round '{upload.Round}' has shards 0 to {ticket.Base.Shards.Count - 1}; shard {upload.Shard} is not one of them.");
        }

        if (Sha256Digest.Of(upload.Frame.Span) != upload.Digest)
        {
            throw Invalid(upload, $"its bytes do not hash to {upload.Digest}; send it again");
        }

        try
        {
            var binding = WireEncoding.Bind(upload.Round, upload.Shard, upload.Site);
            ContributionCodec.Verify(
                upload.Frame.Span, binding, WireEncoding.Codec(ticket.Encoding), ticket.Base.Shards[upload.Shard].Length);
        }
        catch (ContributionException problem)
        {
            throw Invalid(upload, problem.Message);
        }
    }

    private static RoundException Invalid(ContributionUpload upload, string why) => new(
        RoundException.InvalidFrame,
        $"The frame of site '{upload.Site}' for shard {upload.Shard} of round '{upload.Round}' is refused: {why}");
}
