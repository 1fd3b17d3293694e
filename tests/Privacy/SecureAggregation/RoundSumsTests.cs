using Tapestry.Kernels.Masking;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

/// <summary>The merge's pure core, and what a merge that cheats runs into.</summary>
public sealed class RoundSumsTests
{
    private const int Dropout = 4;

    private readonly TestRound _round = TestRound.Begin(TestParameters.For(5));
    private readonly RoundSums _sums;

    public RoundSumsTests()
    {
        _round.PlayOut(member => member == Dropout ? RegionPhase.CollectingInputs : RegionPhase.Abandoned);
        _sums = RoundSums.Of(_round.Region.Record());
    }

    [Fact]
    public void The_sum_is_that_of_integers_added_one_by_one_and_masks_taken_off()
    {
        var masks = _round.Region.Record().OpenMasks();
        for (var index = 0; index < _round.Parameters.MaskedShards.Count; index++)
        {
            var shard = _round.Parameters.MaskedShards[index];
            var expected = PackedIntegers.Sum(
                _round.Region.Survivors.Select(member => _round.Sites[member].Masked[index]), shard.ElementCount, shard.Bits);
            Masks.Apply(expected, shard.ElementCount, shard.Bits, masks.For(index));

            Assert.Equal(expected, Complete(_sums.Shard(index)).Finish());
        }

        Assert.Equal(masks.Count, _sums.MaskCount);
        Assert.Equal(_round.Expected(_round.Region.Survivors), _round.Sums());
    }

    [Fact]
    public void Neither_order_nor_threads_nor_cores_show()
    {
        var forwards = Complete(_sums.Shard(0)).Finish();
        var backwards = _sums.Shard(0);
        Parallel.ForEach(_round.Region.Survivors.Reverse(), member => backwards.Add(member, Masked(member), cores: 2));

        Assert.Empty(backwards.Awaited);
        Assert.Equal(forwards, backwards.Finish(cores: 2));
    }

    [Fact]
    public void Bytes_that_the_site_did_not_sign_are_named_and_not_added()
    {
        var sum = _sums.Shard(0);
        var touched = Masked(1).ToArray();
        touched[3] ^= 1;

        var error = Assert.Throws<MaskedInputException>(() => sum.Add(1, touched));
        Assert.Throws<MaskedInputException>(() => sum.Add(1, Masked(2)));
        Assert.Throws<MaskedInputException>(() => sum.Add(1, Masked(1).AsSpan(0, 4)));

        Assert.Equal((TestParameters.Site(1), 0), (error.Site, error.Shard));
        Assert.Equal(Complete(_sums.Shard(0)).Finish(), Complete(sum).Finish());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shard_of_another_length_or_with_padding_is_refused_although_its_site_signed_it(bool cut)
    {
        var round = TestRound.Begin(TestParameters.For(5));
        round.PlayUntil(RegionPhase.CollectingInputs);
        round.Sites[1].Damage = masked => [cut ? masked[0][..^1] : [.. masked[0][..^1], 0xFF], .. masked[1..]];
        round.PlayOut(_ => RegionPhase.Abandoned);

        var error = Assert.Throws<MaskedInputException>(
            () => RoundSums.Of(round.Region.Record()).Shard(0).Add(1, round.Sites[1].Masked[0]));

        Assert.Equal(TestParameters.Site(1), error.Site);
    }

    [Fact]
    public void A_dropout_a_second_time_a_missing_input_and_a_second_end_are_refused()
    {
        var sum = _sums.Shard(1);
        var late = _round.Sites[Dropout];
        Assert.Throws<ArgumentException>(() => sum.Add(Dropout, late.Masked.Length > 0 ? late.Masked[1] : []));
        sum.Add(0, _round.Sites[0].Masked[1]);
        Assert.Throws<ArgumentException>(() => sum.Add(0, _round.Sites[0].Masked[1]));
        Assert.Contains("1, 2, 3", Assert.Throws<InvalidOperationException>(() => sum.Finish()).Message, StringComparison.Ordinal);
        foreach (var member in sum.Awaited)
        {
            sum.Add(member, _round.Sites[member].Masked[1]);
        }

        sum.Finish();
        Assert.Throws<InvalidOperationException>(() => sum.Finish());
        Assert.Throws<InvalidOperationException>(() => sum.Add(0, _round.Sites[0].Masked[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _sums.Shard(3));
    }

    [Fact]
    public void The_record_of_other_parameters_and_one_that_is_not_true_are_refused()
    {
        var record = _round.Region.Record();
        var other = (_round.Parameters with { BaseHash = Hash256.Of("other"u8) }).Encode();
        Assert.Throws<UnmaskingRecordException>(() => RoundSums.Open(other, record.Encode(), _round.Verifier));

        var secrets = new RecoveredSecrets(record.Secrets.Seeds.ToDictionary(entry => entry.Key, _ => new byte[32]), record.Secrets.Keys);
        var untrue = new UnmaskingRecord(record.Parameters, record.Sharers, record.Messages, secrets);
        Assert.Throws<UnmaskingRecordException>(
            () => RoundSums.Open(_round.Parameters.Encode(), untrue.Encode(), _round.Verifier));
    }

    private byte[] Masked(int member) => _round.Sites[member].Masked[0];

    private ShardSum Complete(ShardSum sum)
    {
        var index = _round.Parameters.MaskedShards.ToList().FindIndex(shard => shard == sum.Shard);
        foreach (var member in sum.Awaited)
        {
            sum.Add(member, _round.Sites[member].Masked[index]);
        }

        return sum;
    }
}
