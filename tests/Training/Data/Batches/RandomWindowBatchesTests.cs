using Tapestry.Training.Data.Batches;

namespace Tapestry.Training.Tests.Data.Batches;

public sealed class RandomWindowBatchesTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 5000).Select(i => (byte)((i * 7919) >> 3))];

    [Fact]
    public void Every_row_is_a_window_of_the_text()
    {
        var batch = Fill(new RandomWindowBatches(Text, 16, seed: 1), step: 3, rows: 64);

        Assert.All(batch.Chunk(17), row => Assert.True(Text.AsSpan().IndexOf([.. row.Select(token => (byte)token)]) >= 0));
        Assert.True(batch.Chunk(17).Select(row => string.Join(',', row)).Distinct().Count() > 32);
    }

    [Fact]
    public void A_step_is_the_same_whatever_came_before_and_other_steps_differ()
    {
        var batches = new RandomWindowBatches(Text, 16, seed: 1);
        var fifth = Fill(batches, step: 5, rows: 4);

        Assert.Equal(fifth, Fill(new RandomWindowBatches(Text, 16, seed: 1), step: 5, rows: 4));
        Assert.NotEqual(fifth, Fill(batches, step: 6, rows: 4));
        Assert.NotEqual(fifth, Fill(new RandomWindowBatches(Text, 16, seed: 2), step: 5, rows: 4));
        Assert.Equal(fifth[..17], Fill(batches, step: 5, rows: 1));
    }

    [Fact]
    public void The_first_and_the_last_window_are_drawn_too()
    {
        var batches = new RandomWindowBatches(new byte[] { 1, 2, 3, 4 }, 2, seed: 1);
        var rows = Fill(batches, step: 0, rows: 64, window: 3).Chunk(3).Select(row => row[0]).Distinct().Order();

        Assert.Equal([1, 2], rows);
    }

    [Fact]
    public void Text_shorter_than_a_window_and_ragged_batches_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RandomWindowBatches(new byte[16], 16, seed: 1));
        Assert.Throws<ArgumentException>(() => new RandomWindowBatches(Text, 16, seed: 1).Fill(0, new int[18]));
    }

    private static int[] Fill(RandomWindowBatches batches, long step, int rows, int window = 17)
    {
        var tokens = new int[rows * window];
        batches.Fill(step, tokens);
        return tokens;
    }
}
