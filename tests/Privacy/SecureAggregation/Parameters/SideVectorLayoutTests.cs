using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.Tests.SecureAggregation.Parameters;

public sealed class SideVectorLayoutTests
{
    [Theory]
    [InlineData(12, 5)]
    [InlineData(16, 64)]
    [InlineData(32, 1024)]
    public void Sums_of_any_values_are_exact(int bits, int members)
    {
        var layout = new SideVectorLayout
        {
            Bits = bits,
            Fields =
            [
                new SideField { Name = "tokens", MaxValue = 1_000_000_000_000 },
                new SideField { Name = "batches", MaxValue = 1 },
                new SideField { Name = "bytes", MaxValue = long.MaxValue / members },
            ],
        };
        var random = new Random(bits);
        var sums = new int[layout.ToShard(members).ElementCount];
        var expected = new long[3];
        for (var member = 0; member < members; member++)
        {
            long[] values = [.. layout.Fields.Select(field => member == 0 ? field.MaxValue : random.NextInt64(field.MaxValue) + 1)];
            var coordinates = layout.Encode(values, members);
            for (var i = 0; i < sums.Length; i++)
            {
                Assert.InRange(coordinates[i], 0, layout.ToShard(members).MaxMagnitude);
                sums[i] += coordinates[i];
            }

            for (var i = 0; i < 3; i++)
            {
                expected[i] += values[i];
            }
        }

        Assert.All(sums, sum => Assert.InRange(sum, 0, (1L << (bits - 1)) - 1));
        Assert.Equal(expected, layout.Decode(sums, members));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public void A_value_outside_its_range_is_refused(long value)
    {
        var layout = new SideVectorLayout { Bits = 12, Fields = [new SideField { Name = "a", MaxValue = 10 }] };
        Assert.Throws<MaskedRangeException>(() => layout.Encode([value], 4));
        Assert.Throws<MaskedRangeException>(() => layout.Encode([1, 1], 4));
    }

    [Fact]
    public void Fields_without_a_name_or_with_one_name_are_refused()
    {
        var field = new SideField { Name = "a", MaxValue = 10 };
        Assert.Throws<RoundParametersException>(() => new SideVectorLayout { Bits = 12, Fields = [field, field] }.ToShard(4));
        Assert.Throws<RoundParametersException>(() => new SideVectorLayout { Bits = 12, Fields = [] }.ToShard(4));
        Assert.Throws<RoundParametersException>(
            () => new SideVectorLayout { Bits = 12, Fields = [field with { Name = "" }] }.ToShard(4));
    }
}
