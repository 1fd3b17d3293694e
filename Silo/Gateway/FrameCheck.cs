using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Packing;
using Tapestry.Silo.Merging;
using Tapestry.Silo.SecureRounds;

namespace Tapestry.Silo.Gateway;

/// <summary>Checks an uploaded frame before it is stored, which checks its digest: a merge never meets a frame that was not checked.</summary>
internal static class FrameCheck
{
    /// <exception cref="RoundException">No such shard, or the frame is damaged or belongs elsewhere.</exception>
    public static void Check(ContributionUpload upload, RoundView round)
    {
        var ticket = round.Ticket;
        var frames = ticket.Base.Shards.Count + (ticket.Secure is null ? 0 : 1);
        if (upload.Shard < 0 || upload.Shard >= frames)
        {
            throw new RoundException(
                RoundException.NoSuchShard,
                $"Round '{upload.Round}' takes frames 0 to {frames - 1}; frame {upload.Shard} is not one of them.");
        }

        if (ticket.Secure is not null)
        {
            CheckMasked(upload, round);
            return;
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

    /// <summary>A masked frame shows nothing but its length and its padding; either, when wrong, would fail the merge of all.</summary>
    private static void CheckMasked(ContributionUpload upload, RoundView round)
    {
        var frame = RoundParameters.Frame(round.Ticket, upload.Shard, round.Cohort.Count);
        if (upload.Frame.Length != frame.PackedBytes)
        {
            throw Invalid(upload, $"it has {upload.Frame.Length} bytes; {frame.PackedBytes} were expected");
        }

        try
        {
            PackedPadding.ThrowUnlessZero(upload.Frame.Span, frame.ElementCount, frame.Bits, "frame");
        }
        catch (PackedPaddingException padding)
        {
            throw Invalid(upload, padding.Message);
        }
    }

    /// <summary>The refusal of a frame.</summary>
    public static RoundException Invalid(ContributionUpload upload, string why) => new(
        RoundException.InvalidFrame,
        $"The frame of site '{upload.Site}' for shard {upload.Shard} of round '{upload.Round}' is refused: {why}");
}
