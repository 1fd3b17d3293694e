using Tapestry.Client.Site.Contributions;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Errors;

namespace Tapestry.Client.Tests.Site.Contributions;

public sealed class ContributionEncoderTests
{
    private static readonly RoundTicket Ticket = TinyRun.Ticket(3, TinyRun.Manifest(TinyRun.Start(1), new Dictionary<Sha256Digest, byte[]>()));

    [Fact]
    public void Fp32_frames_decode_to_the_update_and_leave_no_residual()
    {
        var ticket = Ticket with { Encoding = EncodingKind.Fp32 };
        var update = TinyRun.Values(2, TinyRun.Parameters);

        var encoded = ContributionEncoder.Encode(ticket, TinyRun.Site, update, []);

        Assert.Equal(update, Decode(ticket, encoded.Frames));
        Assert.True(encoded.Residual.IsEmpty);
    }

    [Theory]
    [InlineData(EncodingKind.Bf16)]
    [InlineData(EncodingKind.Int8)]
    [InlineData(EncodingKind.Int4)]
    [InlineData(EncodingKind.Fp4)]
    [InlineData(EncodingKind.TopK)]
    public void What_an_encoding_leaves_out_is_the_residual(EncodingKind encoding)
    {
        var ticket = Ticket with { Encoding = encoding };
        var update = TinyRun.Values(2, TinyRun.Parameters);
        var whole = update.ToArray();

        var encoded = ContributionEncoder.Encode(ticket, TinyRun.Site, update, []);

        var rest = encoded.Residual.ToArray();
        Assert.Equal(whole, Decode(ticket, encoded.Frames).Zip(rest, (value, error) => value + error), (a, b) => Math.Abs(a - b) <= 5e-7f);
        Assert.Contains(rest, error => error != 0);
    }

    [Fact]
    public void A_sparse_encoding_forgets_a_little_of_what_it_carries()
    {
        var ticket = Ticket with { Encoding = EncodingKind.TopK };
        var nothing = new float[TinyRun.Parameters];
        var carried = TinyRun.Values(3, TinyRun.Parameters);
        var kept = carried.Select(value => 0.95f * value);

        var encoded = ContributionEncoder.Encode(ticket, TinyRun.Site, nothing, carried);

        var sent = Decode(ticket, encoded.Frames);
        Assert.Equal(kept, sent.Zip(encoded.Residual.ToArray(), (value, error) => value + error), (a, b) => Math.Abs(a - b) <= 5e-7f);
    }

    [Fact]
    public void An_encoding_has_the_number_that_frames_carry() => Assert.All(
        Enum.GetValues<EncodingKind>(),
        encoding => Assert.Equal(encoding.ToString(), ((ContributionEncoding)encoding).ToString()));

    [Fact]
    public void The_residual_travels_with_the_next_update()
    {
        var update = TinyRun.Values(2, TinyRun.Parameters);
        var carried = TinyRun.Values(3, TinyRun.Parameters).Select(value => value / 1000).ToArray();
        var both = update.Zip(carried, (value, rest) => value + rest).ToArray();

        var encoded = ContributionEncoder.Encode(Ticket, TinyRun.Site, update, carried);

        Assert.Equal(both, Decode(Ticket, encoded.Frames).Zip(encoded.Residual.ToArray(), (value, rest) => value + rest));
    }

    /// <summary>Error feedback: over many rounds the sum of what travelled stays within one rounding of the sum of updates.</summary>
    [Fact]
    public void Rounding_errors_do_not_add_up_over_rounds()
    {
        const int rounds = 50;
        var step = TinyRun.Values(4, TinyRun.Parameters);
        var total = new double[step.Length];
        float[] residual = [];
        for (var round = 0; round < rounds; round++)
        {
            var encoded = ContributionEncoder.Encode(Ticket, TinyRun.Site, step.ToArray(), residual);
            residual = encoded.Residual.ToArray();
            var sent = Decode(Ticket, encoded.Frames);
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += sent[i];
            }
        }

        for (var i = 0; i < total.Length; i++)
        {
            Assert.Equal(rounds * (double)step[i], total[i], Math.Abs(step[i]) / 100);
        }
    }

    [Fact]
    public void A_frame_is_bound_to_its_round_shard_and_site()
    {
        var frames = ContributionEncoder.Encode(Ticket, TinyRun.Site, TinyRun.Values(2, TinyRun.Parameters), []).Frames;

        Assert.Equal(
            Enumerable.Range(0, 3).Select(shard => Bind(shard)),
            frames.Select(frame => ContributionCodec.ReadHeader(frame.Span).Binding));
    }

    [Fact]
    public void An_update_that_is_not_finite_is_refused()
    {
        var update = TinyRun.Values(2, TinyRun.Parameters);
        update[7] = float.NaN;

        Assert.Throws<NonFiniteValueException>(() => ContributionEncoder.Encode(Ticket, TinyRun.Site, update, []));
    }

    private static ContributionBinding Bind(int shard) => new("run", 3, shard, "alpha");

    private static float[] Decode(RoundTicket ticket, IReadOnlyList<ReadOnlyMemory<byte>> frames)
    {
        var encoding = (ContributionEncoding)ticket.Encoding;
        return [.. ticket.Base.Shards.SelectMany(shard =>
        {
            var values = new float[shard.Length];
            ContributionCodec.Decode(frames[shard.Index].Span, Bind(shard.Index), encoding, values);
            return values;
        })];
    }
}
