using Tapestry.Training.Data.HeldOut;

namespace Tapestry.Training.Tests.Data.HeldOut;

public sealed class HeldOutWindowsTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    [Theory]
    [InlineData(200, 10, long.MaxValue, 19)]
    [InlineData(201, 10, long.MaxValue, 20)]
    [InlineData(11, 10, long.MaxValue, 1)]
    [InlineData(200, 10, 57, 5)]
    public void Windows_cover_the_text_up_to_the_bound(int length, int sequence, long maxBytes, int count)
    {
        var windows = new HeldOutWindows(new byte[length], sequence, maxBytes);

        Assert.Equal((count, (long)count * sequence), (windows.Count, windows.PredictedBytes));
    }

    [Fact]
    public void Every_target_is_predicted_once()
    {
        var windows = new HeldOutWindows(Text, 10);
        var tokens = new int[windows.Count * 11];
        windows.Fill(0, tokens);

        var targets = tokens.Chunk(11).SelectMany(window => window.Skip(1));

        Assert.Equal(Enumerable.Range(1, 190), targets);
    }

    [Fact]
    public void Batches_continue_where_the_last_one_ended()
    {
        var windows = new HeldOutWindows(Text, 10);
        var (all, part) = (new int[5 * 11], new int[2 * 11]);
        windows.Fill(0, all);
        windows.Fill(3, part);

        Assert.Equal(all[(3 * 11)..], part);
    }

    [Fact]
    public void Windows_beyond_the_last_and_texts_too_short_are_refused()
    {
        var windows = new HeldOutWindows(Text, 10);

        Assert.Throws<ArgumentOutOfRangeException>(() => windows.Fill(18, new int[2 * 11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => windows.Fill(-1, new int[11]));
        Assert.Throws<ArgumentException>(() => windows.Fill(0, new int[12]));
        Assert.Throws<ArgumentException>(() => new HeldOutWindows(Text, 200));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeldOutWindows(Text, 10, maxBytes: 9));
    }

    [Fact]
    public void A_uniform_guess_over_bytes_costs_eight_bits_a_byte()
    {
        Assert.Equal(8, BitsPerByte.Of(100 * Math.Log(256), 100), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => BitsPerByte.Of(1, 0));
    }
}
