using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;

namespace Tapestry.Benchmarks.Load;

/// <summary>A site's contributions of a round, encoded before the site is ready and kept in files, so that uploading does nothing else.</summary>
internal sealed class MadeUpFrames(SiteId site, ReadOnlyMemory<float> values, string folder)
{
    /// <summary>Writes the frames of a round over those of the one before.</summary>
    public void Prepare(RoundTicket ticket)
    {
        var offset = 0;
        foreach (var shard in ticket.Base.Shards)
        {
            var binding = new ContributionBinding(ticket.Round.Run.Value, ticket.Round.Number, shard.Index, site.Value);
            var codec = PayloadCodecs.For((ContributionEncoding)ticket.Encoding);
            File.WriteAllBytes(PathOf(shard.Index), ContributionCodec.Encode(binding, codec, values.Span.Slice(offset, shard.Length)));
            offset += shard.Length;
        }
    }

    /// <summary>Reads a frame.</summary>
    public ReadOnlyMemory<byte> Read(int shard) => File.ReadAllBytes(PathOf(shard));

    private string PathOf(int shard) => Path.Combine(folder, $"{shard}.frame");
}
