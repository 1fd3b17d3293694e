using Tapestry.Privacy.SecureAggregation.Sharing;
using Toy = Tapestry.Privacy.Tests.SecureAggregation.Sharing.PrimeField<Tapestry.Privacy.Tests.SecureAggregation.Sharing.Five>;
using Wide = Tapestry.Privacy.Tests.SecureAggregation.Sharing.PrimeField<Tapestry.Privacy.Tests.SecureAggregation.Sharing.Mersenne61>;

namespace Tapestry.Privacy.Tests.SecureAggregation.Sharing;

public sealed class ShamirTests
{
    [Fact]
    public void The_reference_implementation_has_the_same_shares_and_secret()
    {
        // Prime 2^61 - 1, secret 123456789, threshold 3.
        Wide[] coefficients = [new(123_456_789), new(987_654_321), new(5555)];
        long[] values = [1_111_116_665, 2_098_787_651, 3_086_469_747, 4_074_162_953, 5_061_867_269];
        var shares = values.Select((value, i) => (Point: Wide.FromIndex(i + 1), Value: new Wide(value))).ToArray();

        Assert.All(shares, share => Assert.Equal(share.Value, Shamir<Wide>.Share(coefficients, share.Point)));
        foreach (var some in new[] { shares[..3], shares[1..4], [shares[4], shares[0], shares[2]] })
        {
            var weights = Shamir<Wide>.WeightsAtZero([.. some.Select(share => share.Point)]);
            Assert.Equal(coefficients[0], Shamir<Wide>.Recover(weights, [.. some.Select(share => share.Value)]));
        }
    }

    [Fact]
    public void Fewer_shares_than_the_threshold_are_equally_likely_whatever_the_secret()
    {
        int[][] pairs = [[1, 2], [1, 4], [3, 4]];
        Assert.All(pairs, holders => Assert.Single(Enumerable.Range(0, 5).Select(secret => Views(secret, holders)).Distinct()));

        // The detector sees the secret once there are enough shares.
        Assert.Equal(5, Enumerable.Range(0, 5).Select(secret => Views(secret, [1, 2, 3])).Distinct().Count());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(22, 64)]
    [InlineData(171, 256)]
    public void Secrets_of_32_bytes_come_back_from_any_shares_at_the_threshold(int threshold, int holders)
    {
        var random = new Random(threshold);
        var secret = new byte[32];
        random.NextBytes(secret);
        var indexes = Enumerable.Range(0, holders).Select(holder => holder * 3).ToArray();
        var shares = SecretSharing.Split(secret, threshold, indexes, new Support.SeededBytes(1));
        for (var draw = 0; draw < 3; draw++)
        {
            var some = Enumerable.Range(0, holders).OrderBy(_ => random.Next()).Take(threshold)
                .Select(place => new SecretShare(indexes[place], shares[place])).ToList();
            Assert.Equal(secret, SecretSharing.Recover(some));
            some[0] = some[0] with { Value = [.. some[0].Value.Select((value, i) => i == 7 ? (byte)(value ^ 1) : value)] };
            Assert.NotEqual(secret, SecretSharing.Recover(some));
        }
    }

    /// <summary>All outcomes of the shares of these holders, over all polynomials with the secret, as text.</summary>
    private static string Views(int secret, int[] holders) => string.Join(
        ' ',
        (from first in Enumerable.Range(0, 5)
         from second in Enumerable.Range(0, 5)
         select string.Join(',', holders.Select(
             holder => Shamir<Toy>.Share([new Toy(secret), new Toy(first), new Toy(second)], Toy.FromIndex(holder)).Value)))
        .Order(StringComparer.Ordinal));
}
