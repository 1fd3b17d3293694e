using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Tapestry.Actors.Tests.Streams;

public sealed class EventHashTests
{
    private static readonly byte[] Zero = new byte[EventHash.SizeBytes];
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_layout_is_pinned_by_hashes_that_another_program_computed()
    {
        var first = EventHash.Compute(
            Zero, "account/alice", 1, "account.deposited", Start, """{"amount":5,"balance":5}"""u8);
        var second = EventHash.Compute(
            first, "account/alice", 2, "account.deposited", Start.AddMicroseconds(1), "{}"u8);
        var foreign = EventHash.Compute(
            Zero, "run/Łódź-東京", 7, "run.opened", DateTimeOffset.UnixEpoch.AddMicroseconds(-1), """{"name":"é"}"""u8);
        var length = EventHash.Compute(
            Zero, "run/a", 1L << 40, "run.opened", DateTimeOffset.UnixEpoch, Encoding.ASCII.GetBytes(new string('x', 5000)));
        Golden.Assert("event-hash.txt", $"""
            first {Convert.ToHexStringLower(first)}
            second {Convert.ToHexStringLower(second)}
            foreign script {Convert.ToHexStringLower(foreign)}
            long {Convert.ToHexStringLower(length)}
            """);
    }

    [Fact]
    public void A_byte_that_moves_between_fields_changes_the_hash() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<PositiveInt>(), (text, cut) =>
        {
            var whole = "a" + string.Concat(text.Get.Where(char.IsAsciiLetter)) + "z";
            var at = cut.Get % (whole.Length - 1) + 1;
            var moved = EventHash.Compute(Zero, whole[..at], 1, whole[at..], Start, "{}"u8);
            var plain = EventHash.Compute(Zero, whole, 1, "", Start, "{}"u8);
            return !moved.AsSpan().SequenceEqual(plain);
        }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1_893_456_000_000_001)]
    [InlineData(-62_135_596_800_000_000)]
    public void Microseconds_round_trip(long microseconds)
    {
        var time = Microseconds.ToTime(microseconds);
        Assert.Equal(microseconds, Microseconds.FromTime(time));
        Assert.Equal(microseconds, Microseconds.FromTime(time.AddTicks(9)));
        Assert.Equal(time, Microseconds.Truncate(time.AddTicks(9).ToOffset(TimeSpan.FromHours(2))));
    }
}
